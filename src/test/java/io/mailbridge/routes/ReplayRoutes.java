package io.mailbridge.routes;

import io.mailbridge.buffer.BufferFailure;
import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.mailbridge.replay.ClaimedRows;
import io.mailbridge.replay.ReplayClaimer;
import io.mailbridge.replay.ReplayLaneJoiner;
import io.mailbridge.replay.ReplayLedger;
import io.mailbridge.replay.ReplayOutcome;
import io.mailbridge.replay.ReplayPacer;
import io.mailbridge.replay.ReplayReader;
import io.mailbridge.replay.ReplaySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/** replay-events, replay-lane and replay-batch with their real steps; the database is a list, Kafka a function. */
final class ReplayRoutes implements AutoCloseable {
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Map<String, Map<String, Object>> statements = new ConcurrentHashMap<>();
    private final List<OutboundRecord> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Object> headersAtSend = new ConcurrentHashMap<>();
    private final Queue<Object> retentions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger claims = new AtomicInteger(Integer.MAX_VALUE);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeComponent timer = new FakeComponent(exchange -> {});
    private final RouteRig rig = RouteRig.of("replay-events", "replay-lane", "replay-batch")
            .component("scheduler", timer)
            .component("sql", new FakeComponent(this::query));

    /** The outcome of each record. */
    Consumer<OutboundRecord> kafka = OutboundRecord::acknowledge;

    boolean databaseFails;

    /** Starts the routes; 0 is no limit. */
    ReplayRoutes(int maxRate) throws Exception {
        ReplaySettings settings = new ReplaySettings(500, maxRate, 5, 1000);
        ReplayPacer pacer =
                new ReplayPacer(settings, new PublishBreaker(rig.context), new TopicAvailability(List.of(), metrics));
        Ledger ledger = new Ledger(metrics);
        rig.bind("replayPacer", pacer)
                .bind("replayClaimer", new ReplayClaimer())
                .bind("replayLaneJoiner", new ReplayLaneJoiner())
                .bind("replayReader", new ReplayReader())
                .bind("claimedRows", new ClaimedRows())
                .bind("replayOutcome", new ReplayOutcome(settings.maxAttempts()))
                .bind("replayLedger", new ReplayLedger(ledger, pacer, settings.maxAttempts()))
                .bind("replayTransaction", new NoTransaction())
                .bind("bufferFailure", new BufferFailure(new BufferMonitor(metrics, 0)))
                .direct("send-to-kafka", exchange -> {
                    headersAtSend.putAll(exchange.getMessage().getHeaders());
                    sent.addAll(Records.of(exchange));
                    Records.of(exchange).forEach(outbound -> kafka.accept(outbound));
                })
                .start();
    }

    private void query(Exchange exchange) {
        if (databaseFails) {
            throw new IllegalStateException("connection refused");
        }
        String statement = exchange.getProperty("to", String.class).replaceAll(".*/", "");
        Map<String, Object> parameters = new HashMap<>(exchange.getMessage().getHeaders());
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            body.forEach((name, value) -> parameters.put((String) name, value));
        }
        statements.put(statement, parameters);
        if (statement.equals("replay-events.claim.sql")) {
            retentions.add(exchange.getMessage().getHeader("retention"));
            exchange.getMessage().setBody(claims.getAndDecrement() > 0 ? rows : List.of());
        }
    }

    /** Has every claim find these rows, too. */
    void claim(int... ids) {
        for (int id : ids) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", (long) id);
            row.put("event_id", "e-" + id);
            row.put("source", "demo");
            row.put("provider", "sendgrid");
            row.put("topic", "email-events");
            row.put("headers", "{\"ce_id\":\"e-" + id + "\"}");
            row.put("value", "{}".getBytes(StandardCharsets.UTF_8));
            row.put("attempts", 0);
            rows.add(row);
        }
    }

    /** Runs replay-events once, as its timer does. */
    Exchange tick() {
        Exchange exchange = rig.exchange();
        timer.fire(exchange);
        return exchange;
    }

    Long[] ids(String statement, String parameter) {
        return (Long[]) statements.get(statement).get(parameter);
    }

    /** From now on only this many claims find rows. */
    void findRows(int number) {
        claims.set(number);
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    /** The last parameters of each statement that ran, by the name of its file. */
    Map<String, Map<String, Object>> statements() {
        return statements;
    }

    Map<String, Object> statement(String file) {
        return statements.get(file);
    }

    List<OutboundRecord> sent() {
        return sent;
    }

    Map<String, Object> headersAtSend() {
        return headersAtSend;
    }

    /** The retention that each claim was given. */
    Queue<Object> retentions() {
        return retentions;
    }

    double replayed() {
        return metrics.counter("bridge.events.replayed", "source", "demo", "provider", "sendgrid")
                .count();
    }

    /** Options of the timer. */
    Map<String, Object> schedule() {
        return timer.options("replay-events");
    }

    /** Whether the timer fires again at once. */
    static boolean goesOn(Exchange exchange) {
        return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true, Boolean.class);
    }

    @Override
    public void close() {
        rig.close();
    }

    /** The transaction needs a database; the integration tests have one. */
    private static final class NoTransaction implements Policy {
        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // as the real one
        }

        @Override
        public Processor wrap(Route route, Processor steps) {
            return steps;
        }
    }
}
