package io.mailbridge.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Posts spans to the collector: a connection each time, since it is one in some seconds, and of the answer only the status.
 * The JDK's client would take 10 MB and a thread that wakes up all the time; it has no limit for the end of an answer.
 */
final class CollectorSender implements HttpSender {
    private final HttpSenderConfig config;
    private final Executor later;

    CollectorSender(HttpSenderConfig config) {
        this.config = config;
        this.later =
                CompletableFuture.delayedExecutor(config.getTimeout().toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }

    /** Returns when the collector has answered, on the thread that has nothing else to do than to send spans. */
    @Override
    public void send(MessageWriter writer, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        long began = System.nanoTime();
        try {
            int status = exchange(body(writer));
            if (status >= 300) {
                throw new IOException("it answered " + status);
            }
        } catch (IOException | RuntimeException e) {
            boolean late = System.nanoTime() - began >= config.getTimeout().toNanos();
            onError.accept(late ? new IOException("it did not answer in time", e) : e);
            return;
        }
        onResponse.accept(new Taken());
    }

    private int exchange(byte[] body) throws IOException {
        try (CollectorConnection connection = new CollectorConnection(config.getEndpoint(), config.getSslContext())) {
            // whatever it waits for then: the name, the handshake, a peer that does not read or that falls silent
            later.execute(connection::close);
            return connection.post(head(body.length), body);
        }
    }

    private byte[] body(MessageWriter writer) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (config.getCompressor() == null) {
            writer.writeMessage(body);
        } else {
            try (OutputStream compressed = config.getCompressor().compress(body)) {
                writer.writeMessage(compressed);
            }
        }
        return body.toByteArray();
    }

    private byte[] head(int length) {
        URI endpoint = config.getEndpoint();
        StringBuilder head =
                new StringBuilder("POST ").append(endpoint.getRawPath()).append(" HTTP/1.1\r\n");
        header(head, "Host", endpoint.getRawAuthority());
        header(head, "Connection", "close");
        header(head, "Content-Type", config.getContentType());
        header(head, "Content-Length", Integer.toString(length));
        if (config.getCompressor() != null) {
            header(head, "Content-Encoding", config.getCompressor().getEncoding());
        }
        config.getHeadersSupplier().get().forEach((name, values) -> values.forEach(value -> header(head, name, value)));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void header(StringBuilder head, String name, String value) {
        if (name.chars().anyMatch(Character::isISOControl) || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A header for the collector holds a control character");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private record Taken() implements HttpResponse {
        private static final byte[] NOT_KEPT = {};

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return NOT_KEPT;
        }
    }
}
