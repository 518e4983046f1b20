package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.buffer.BufferFailure;
import io.mailbridge.buffer.BufferFigures;
import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.buffer.ParkedRetention;
import io.mailbridge.event.Ledger;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.mailbridge.replay.ReplayLedger;
import io.mailbridge.replay.ReplayPacer;
import io.mailbridge.replay.ReplaySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** expire-events, watch-buffer and count-buffer: what the buffer needs beside being written and read. */
class BufferUpkeepRoutesTest {
    private static final Map<String, Object> LOOK = Map.of("read_only", false, "made", true);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BufferMonitor monitor = new BufferMonitor(metrics, 0);
    private final FakeComponent timer = new FakeComponent(exchange -> {});
    private final Map<String, Object> parameters = new HashMap<>();
    /** By the SQL file's name; a file without an answer cannot be run. */
    private final Map<String, Object> answers = new HashMap<>();

    private final List<String> asked = new ArrayList<>();
    private Duration parkedRetention = Duration.ZERO;
    private final FakeComponent sql = new FakeComponent(exchange -> {
        String file = exchange.getProperty("to", String.class).replaceAll(".*/|\\.sql$", "");
        asked.add(file);
        if (!answers.containsKey(file)) {
            throw new IllegalStateException(file + " fails");
        }
        parameters.putAll(exchange.getMessage().getHeaders());
        exchange.getMessage().setBody(answers.get(file));
    });

    @Test
    void shouldCountExpiredRowsAndGoOnWhileThereAreSome() throws Exception {
        try (RouteRig rig = rig("expire-events")) {
            answers.put("expire-events", List.of(Map.of("source", "demo", "provider", "sendgrid")));
            Exchange some = tick(rig);
            answers.put("expire-events", List.of());
            Exchange none = tick(rig);

            assertThat(timer.options("expire-events")).containsEntry("pollStrategy", "#restWhileNothingExpires");
            assertThat(parameters).containsEntry("retention", "14d");
            assertThat(some.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
            assertThat(none.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);
            assertThat(metrics.get("bridge.events.parked")
                            .tags("reason", "expired", "source", "demo")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(asked).as("parked rows stay").containsOnly("expire-events");
        }
    }

    @Test
    void shouldDeleteWhatWasParkedTooLongAgoBatchAfterBatch() throws Exception {
        parkedRetention = Duration.ofDays(90);
        try (RouteRig rig = rig("expire-events")) {
            answers.put("expire-events", List.of());
            answers.put("discard-parked", List.of(Map.of("reason", "expired", "discarded", 500L)));
            Exchange some = tick(rig);
            answers.put("discard-parked", List.of());
            Exchange none = tick(rig);
            tick(rig);

            assertThat(some.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
            assertThat(none.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);
            assertThat(asked.stream().filter("discard-parked"::equals))
                    .as("once a minute")
                    .hasSize(2);
            assertThat(parameters).containsEntry("parkedRetention", "0s");
            assertThat(metrics.get("bridge.parked.discarded")
                            .tags("reason", "expired")
                            .counter()
                            .count())
                    .isEqualTo(500);
        }
    }

    @Test
    void shouldKnowTheBufferByItsLastCheck() throws Exception {
        try (RouteRig rig = rig("watch-buffer")) {
            assertThat(timer.options("watch-buffer")).containsEntry("pollStrategy", "#restUntilDue");
            assertThat(monitor.isAvailable()).isFalse();
            answers.put("watch-buffer", LOOK);
            answers.put("count-buffer", count(45, 3));
            answers.put("measure-buffer", List.of(sizes(8192), parked("expired", 7)));
            tick(rig);

            assertThat(monitor.isAvailable()).isTrue();
            assertThat(gauge("bridge.buffer.depth")).isEqualTo(42);
            assertThat(gauge("bridge.buffer.dead.letters")).isEqualTo(3);
            assertThat(gauge("bridge.buffer.oldest.age.seconds")).isEqualTo(7.5);
            assertThat(gauge("bridge.buffer.bytes", "table", "buffered_event")).isEqualTo(8192);
            assertThat(gauge("bridge.buffer.parked", "reason", "expired")).isEqualTo(7);
            answers.clear();
            assertThat(tick(rig).isFailed()).isFalse();
            assertThat(monitor.failure()).isEqualTo("watch-buffer fails");
            assertThat(asked).containsExactly("watch-buffer", "measure-buffer", "count-buffer", "watch-buffer");
        }
    }

    @Test
    void shouldBeAvailableWhenOnlyTheCountFails() throws Exception {
        try (RouteRig rig = rig("watch-buffer")) {
            answers.put("watch-buffer", LOOK);
            answers.put("measure-buffer", List.of());
            tick(rig);

            assertThat(asked).containsExactly("watch-buffer", "measure-buffer", "count-buffer");
            assertThat(monitor.isAvailable()).isTrue();
        }
    }

    private RouteRig rig(String file) throws Exception {
        RouteRig rig =
                RouteRig.of(file, "count-buffer").component("scheduler", timer).component("sql", sql);
        ReplayPacer pacer = new ReplayPacer(
                new ReplaySettings(500, 0, 5, 1000),
                new PublishBreaker(rig.context),
                new TopicAvailability(List.of(), new SimpleMeterRegistry()));
        return rig.bind("bufferMonitor", monitor)
                .bind("bufferFigures", new BufferFigures(metrics, monitor::isEmpty))
                .bind("parkedRetention", new ParkedRetention(metrics, parkedRetention))
                .bind("bufferFailure", new BufferFailure(monitor))
                .bind("replayLedger", new ReplayLedger(new Ledger(metrics), pacer, 5))
                .start();
    }

    private double gauge(String name, String... tags) {
        return metrics.get(name).tags(tags).gauge().value();
    }

    private static Map<String, Object> count(long rows, long letters) {
        return Map.of(
                "first_id",
                1L,
                "last_id",
                rows,
                "oldest_age_seconds",
                7.5,
                "tail_rows",
                rows,
                "tail_last",
                rows,
                "tail_letters",
                letters,
                "again_rows",
                0L,
                "again_letters",
                0L);
    }

    private static Map<String, Object> sizes(long bytes) {
        return Map.of("buffered_bytes", bytes, "parked_bytes", bytes);
    }

    private static Map<String, Object> parked(String reason, long rows) {
        return Map.of("reason", reason, "parked", rows);
    }

    private Exchange tick(RouteRig rig) {
        Exchange exchange = rig.exchange();
        timer.fire(exchange);
        return exchange;
    }
}
