package io.mailbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.source.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Limits what Jolokia's answers take of the heap: ten kilobytes of a bulk request may ask for all MBeans a hundred times,
 * and Jolokia would collect all answers before it sends the first.
 */
final class JolokiaBudget {
    /** A console asks for an attribute of each step in some 30 KB. */
    private static final int LARGEST_BODY = 128 << 10;
    /** Answered, and not read by its client yet. */
    private static final int MOST_AT_A_TIME = 4;

    private static final int MOST_COST = 500;
    /** All MBeans with their descriptions: 1.4 MB. */
    private static final int COST_OF_LIST = 200;
    /** All attributes of all MBeans: 200 KB. */
    private static final int COST_OF_PATTERN = 25;

    private static final int COST_OF_EXECUTION = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BiConsumer<RoutingContext, Problem> refusal;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param refusal answers a request */
    JolokiaBudget(BiConsumer<RoutingContext, Problem> refusal) {
        this.refusal = refusal;
    }

    /** Hands the request on to Jolokia, with its body, or refuses it. */
    void pass(RoutingContext context, boolean hasBody) {
        if (underWay.incrementAndGet() > MOST_AT_A_TIME) {
            underWay.decrementAndGet();
            refusal.accept(context, new Problem(503, "Jolokia is busy, or its answers are not read. Try it again."));
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        context.addEndHandler(done -> {
            if (left.compareAndSet(false, true)) {
                leaveWhenSent(((ConnectionBase) context.request().connection()).channel());
            }
        });
        if (hasBody) {
            readBody(context);
        } else {
            context.next();
        }
    }

    private void leaveWhenSent(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> underWay.decrementAndGet());
    }

    private void readBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        AtomicBoolean large = new AtomicBoolean();
        request.handler(chunk -> {
                    if (body.length() + chunk.length() <= LARGEST_BODY) {
                        body.appendBuffer(chunk);
                    } else if (large.compareAndSet(false, true)) {
                        request.response().putHeader("Connection", "close");
                        refusal.accept(
                                context, new Problem(413, "A body may have " + LARGEST_BODY + " bytes at most."));
                    }
                })
                .endHandler(end -> {
                    if (!large.get()) {
                        judge(context, body);
                    }
                });
    }

    private void judge(RoutingContext context, Buffer body) {
        Problem problem = refusal(body.getBytes());
        if (problem != null) {
            refusal.accept(context, problem);
            return;
        }
        // as Vert.x's own handler does, which Camel has put before Jolokia
        RoutingContextInternal internal = (RoutingContextInternal) context;
        internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
        internal.setBody(body);
        context.next();
    }

    /** Why it is refused, or null. */
    static Problem refusal(byte[] body) {
        JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (IOException e) {
            return new Problem(400, "The body is not JSON, or nested too deep.");
        }
        int cost = 0;
        for (JsonNode request : asked.isArray() ? asked : JSON.createArrayNode().add(asked)) {
            String type = request.path("type").asText().toLowerCase(Locale.ROOT);
            if (type.equals("notification")) {
                return new Problem(403, "Notifications are not served: they are kept until somebody reads them.");
            }
            cost += cost(type, request.path("mbean").asText());
        }
        return cost <= MOST_COST
                ? null
                : new Problem(
                        413,
                        "One request may read " + MOST_COST + " MBeans, " + MOST_COST / COST_OF_PATTERN
                                + " patterns, or " + MOST_COST / COST_OF_LIST + " lists at most.");
    }

    private static int cost(String type, String mbean) {
        return switch (type) {
            case "list" -> COST_OF_LIST;
            case "exec" -> COST_OF_EXECUTION;
            case "search" -> COST_OF_PATTERN;
            default -> mbean.contains("*") || mbean.contains("?") ? COST_OF_PATTERN : 1;
        };
    }
}
