package io.mailbridge.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** A collector: takes OTLP over HTTP in protobuf, and keeps the spans. */
final class SpanReceiver implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String contentType;
    private volatile boolean refused;

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers so; with another status than 200 it keeps nothing. */
    void answer(int changed) {
        status = changed;
        refused = false;
    }

    String contentType() {
        return contentType;
    }

    private void take(HttpExchange exchange) throws IOException {
        contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        if (status == 200) {
            request.getResourceSpansList().forEach(this::keep);
        } else {
            refused = true;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void keep(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        resource.getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new ReceivedSpan(service, span))));
    }

    /** The spans of a trace, as soon as there are that many. */
    List<ReceivedSpan> await(String traceId, int count) {
        return Awaitility.await()
                .alias(count + " spans of trace " + traceId)
                .atMost(LIMIT)
                .until(() -> ofTrace(traceId), found -> found.size() >= count);
    }

    private List<ReceivedSpan> ofTrace(String id) {
        return spans.stream().filter(span -> span.traceId().equals(id)).toList();
    }

    /** Waits until it has refused spans. */
    void awaitRefusal() {
        Awaitility.await().atMost(LIMIT).until(() -> refused);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
