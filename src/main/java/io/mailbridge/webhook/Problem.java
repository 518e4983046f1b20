package io.mailbridge.webhook;

import io.netty.handler.codec.http.HttpResponseStatus;

/** An error body of RFC 9457. The detail is ours, never the sender's text. */
public record Problem(int status, String detail) {
    public static final String CONTENT_TYPE = "application/problem+json";
    /** Seconds after which a sender may try again; the breaker tries Kafka more often. */
    static final String RETRY_AFTER_SECONDS = "5";

    public String json() {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + detail.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    /** True where the sender is asked to come again. */
    boolean isRetryable() {
        return status == 503 || status == 429;
    }
}
