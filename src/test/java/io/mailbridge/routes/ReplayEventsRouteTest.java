package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** replay-events, replay-lane and replay-batch with their real steps: what is claimed, and what becomes of each row. */
class ReplayEventsRouteTest {
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Map<String, Map<String, Object>> statements = new ConcurrentHashMap<>();
    private final List<OutboundRecord> sent = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Object> headersAtSend = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Consumer<OutboundRecord> kafka = OutboundRecord::acknowledge;
    private final Queue<Object> retentions = new ConcurrentLinkedQueue<>();
    private boolean databaseFails;
    /** Claims that find rows. */
    private final AtomicInteger claims = new AtomicInteger(Integer.MAX_VALUE);

    private RouteRig rig;

    private final FakeComponent timer = new FakeComponent(exchange -> {});
    private final FakeComponent sql = new FakeComponent(exchange -> {
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
    });

    @AfterEach
    void stopRoute() {
        rig.close();
    }

    @Test
    void shouldSendNothingAndWaitWhenNothingIsClaimed() throws Exception {
        start(0);

        Exchange exchange = tick();

        assertThat(timer.options("replay-events")).containsEntry("pollStrategy", "#restWhileEmpty");
        assertThat(statements).containsOnlyKeys("replay-events.claim.sql");
        assertThat(sent).isEmpty();
        assertThat(goesOn(exchange)).isFalse();
    }

    @Test
    void shouldDeleteWhatWasAcknowledgedAndGoOnAtOnce() throws Exception {
        start(0);
        claim(1, 2, 3);

        Exchange exchange = tick();

        assertThat(ids("replay-events.delete.sql", "acknowledged")).containsExactly(1L, 2L, 3L);
        assertThat(statements).doesNotContainKeys("replay-events.retry.sql", "replay-events.park.sql");
        assertThat(goesOn(exchange)).isTrue();
        assertThat(metrics.counter("bridge.events.replayed", "source", "demo", "provider", "sendgrid")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void shouldNotSendTheClaimsParametersToKafka() throws Exception {
        start(0);
        claim(1);

        tick();

        assertThat(headersAtSend).isEmpty();
        assertThat(statements.get("replay-events.claim.sql"))
                .containsEntry("limit", 500)
                .containsEntry("retention", "14d");
    }

    @Test
    void shouldDeleteNothingInAnOutageAndProbeWithOneRowThen() throws Exception {
        start(0);
        claim(1, 2);
        kafka = outbound -> outbound.fail(new TimeoutException("broker gone"));

        assertThat(goesOn(tick())).isFalse();
        assertThat(ids("replay-events.delete.sql", "acknowledged")).isEmpty();
        tick();

        assertThat(statements.get("replay-events.claim.sql")).containsEntry("limit", 1);
        kafka = OutboundRecord::acknowledge;
        tick();
        tick();
        assertThat(statements.get("replay-events.claim.sql")).containsEntry("limit", 500);
    }

    @Test
    void shouldTryARefusedRecordAgainAndParkItAtTheLastTry() throws Exception {
        start(0);
        claim(1, 2);
        rows.get(1).put("attempts", 4);
        kafka = outbound -> outbound.fail(new RecordTooLargeException("2 MB"));

        tick();

        assertThat(ids("replay-events.retry.sql", "againIds")).containsExactly(1L);
        assertThat(ids("replay-events.park.sql", "parkIds")).containsExactly(2L);
        assertThat((String[]) statements.get("replay-events.park.sql").get("parkReasons"))
                .containsExactly("record_too_large");
        assertThat(ids("replay-events.delete.sql", "acknowledged")).isEmpty();
    }

    @Test
    void shouldKeepToMaxRate() throws Exception {
        start(100);
        claim(IntStream.rangeClosed(1, 20).toArray());

        long began = System.nanoTime();
        tick();

        assertThat(statements.get("replay-events.claim.sql")).containsEntry("limit", 100);
        assertThat((System.nanoTime() - began) / 1_000_000)
                .as("20 rows at 100 a second")
                .isGreaterThanOrEqualTo(190);
    }

    @Test
    void shouldRetryLaterAfterADatabaseFailure() throws Exception {
        start(0);
        databaseFails = true;

        Exchange exchange = tick();

        assertThat(exchange.isFailed()).isFalse();
        assertThat(goesOn(exchange)).isFalse();
    }

    @Test
    void shouldRetryLaterAfterAnErrorOfALane() throws Exception {
        start(0);
        claim(1);
        kafka = outbound -> {
            throw new StackOverflowError();
        };
        Exchange failed = tick();
        kafka = OutboundRecord::acknowledge;
        Exchange next = tick();

        assertThat(failed.isFailed()).isFalse();
        assertThat(goesOn(failed)).isFalse();
        assertThat(goesOn(next)).isTrue();
    }

    @Test
    void shouldSendBatchAfterBatchWhileItDrains() throws Exception {
        start(0);
        claim(1);
        tick();
        claims.set(7);
        int before = sent.size();

        Exchange exchange = tick();

        assertThat(sent).hasSize(before + 7);
        assertThat(retentions).hasSizeGreaterThan(8).containsOnly("14d");
        assertThat(goesOn(exchange)).isTrue();
        assertThat(goesOn(tick())).as("nothing is left").isFalse();
    }

    private void start(int maxRate) throws Exception {
        rig = RouteRig.of("replay-events", "replay-lane", "replay-batch")
                .component("scheduler", timer)
                .component("sql", sql);
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

    private void claim(int... ids) {
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

    private Exchange tick() {
        Exchange exchange = rig.exchange();
        timer.fire(exchange);
        return exchange;
    }

    private Long[] ids(String statement, String parameter) {
        return (Long[]) statements.get(statement).get(parameter);
    }

    private static boolean goesOn(Exchange exchange) {
        return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true, Boolean.class);
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
