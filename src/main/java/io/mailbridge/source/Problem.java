package io.mailbridge.source;

import io.mailbridge.log.RequestId;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;

/** An error body of RFC 9457. The detail is ours, never the sender's text. */
public record Problem(int status, String detail, long request) {
    public static final String CONTENT_TYPE = "application/problem+json";
    /** Seconds after which a sender may try again; the breaker tries Kafka more often. */
    public static final String RETRY_AFTER_SECONDS = "5";

    /** About a request that has no number yet. */
    public Problem(int status, String detail) {
        this(status, detail, RequestId.next());
    }

    /** The same about this request. */
    public Problem of(long number) {
        return new Problem(status, detail, number);
    }

    public String requestId() {
        return RequestId.text(request);
    }

    public String json() {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + detail.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"" + RequestId.KEY + "\":\"" + requestId()
                + "\"}";
    }

    /** True where the sender is asked to retry. */
    public boolean isRetryable() {
        return status == 503 || status == 429;
    }

    /** Answers with it, unless the request has its answer or its sender has gone. */
    public void answer(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (isRetryable()) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", CONTENT_TYPE)
                .putHeader(RequestId.HEADER, requestId())
                .end(json());
    }
}
