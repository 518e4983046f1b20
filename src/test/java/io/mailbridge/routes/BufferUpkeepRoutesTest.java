package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.buffer.BufferFailure;
import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.event.Ledger;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.mailbridge.replay.ReplayLedger;
import io.mailbridge.replay.ReplayPacer;
import io.mailbridge.replay.ReplaySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** expire-events and watch-buffer: what the buffer needs beside being written and read. */
class BufferUpkeepRoutesTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BufferMonitor monitor =
            new BufferMonitor(metrics, Clock.fixed(Instant.parse("2026-01-06T09:00:00Z"), ZoneOffset.UTC));
    private final FakeComponent timer = new FakeComponent(exchange -> {});
    private final Map<String, Object> parameters = new HashMap<>();
    private Object answer;
    private final FakeComponent sql = new FakeComponent(exchange -> {
        if (answer == null) {
            throw new IllegalStateException("connection refused");
        }
        parameters.putAll(exchange.getMessage().getHeaders());
        exchange.getMessage().setBody(answer);
    });

    @Test
    void shouldCountExpiredRowsAndGoOnWhileThereAreSome() throws Exception {
        try (RouteRig rig = rig("expire-events")) {
            answer = List.of(Map.of("source", "demo", "provider", "sendgrid"));
            Exchange some = tick(rig);
            answer = List.of();
            Exchange none = tick(rig);

            assertThat(timer.options("expire-events")).containsEntry("pollStrategy", "#restWhileEmpty");
            assertThat(parameters).containsEntry("retention", "14d");
            assertThat(some.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
            assertThat(none.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);
            assertThat(metrics.get("bridge.events.parked")
                            .tags("reason", "expired", "source", "demo")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldKnowTheBufferByItsLastLook() throws Exception {
        try (RouteRig rig = rig("watch-buffer")) {
            assertThat(timer.options("watch-buffer")).containsEntry("pollStrategy", "#restUntilDue");
            assertThat(monitor.isAvailable()).isFalse();
            answer = Map.of("depth", 42L, "dead_letters", 3L, "oldest_age_seconds", 7.5);
            tick(rig);

            assertThat(monitor.isAvailable()).isTrue();
            assertThat(metrics.get("bridge.buffer.depth").gauge().value()).isEqualTo(42);
            assertThat(metrics.get("bridge.buffer.dead.letters").gauge().value())
                    .isEqualTo(3);
            assertThat(metrics.get("bridge.buffer.oldest.age.seconds").gauge().value())
                    .isEqualTo(7.5);
            answer = null;
            assertThat(tick(rig).isFailed()).isFalse();
            assertThat(monitor.isAvailable()).isFalse();
        }
    }

    private RouteRig rig(String file) throws Exception {
        RouteRig rig = RouteRig.of(file).component("scheduler", timer).component("sql", sql);
        ReplayPacer pacer = new ReplayPacer(
                new ReplaySettings(500, 0, 5, 1000),
                new PublishBreaker(rig.context),
                new TopicAvailability(List.of(), new SimpleMeterRegistry()));
        return rig.bind("bufferMonitor", monitor)
                .bind("bufferFailure", new BufferFailure(monitor, Clock.systemUTC()))
                .bind("replayLedger", new ReplayLedger(new Ledger(metrics), pacer, 5))
                .start();
    }

    private Exchange tick(RouteRig rig) {
        Exchange exchange = rig.exchange();
        timer.fire(exchange);
        return exchange;
    }
}
