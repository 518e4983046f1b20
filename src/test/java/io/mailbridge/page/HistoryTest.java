package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the last hour shows, by a clock that the test sets. */
class HistoryTest {
    private static final Instant START = Instant.parse("2026-01-06T10:00:00Z");

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter received = Counter.builder("bridge.events.received")
            .tags("source", "demo", "provider", "sendgrid")
            .register(metrics);
    private final AtomicInteger depth = metrics.gauge("bridge.buffer.depth", new AtomicInteger());
    private final Timer requests = Timer.builder("bridge.requests")
            .tags("source", "demo", "outcome", "accepted")
            .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(1000))
            .register(metrics);
    /** The monotonic clock may be below zero, and pass it. */
    private long seconds = -15;

    private final History history = new History(reading());

    @Test
    void shouldShowARateOfEachStep() {
        received.increment(50);
        depth.set(7);
        assertThat(pass(10)).isTrue();
        assertThat(pass(10)).isTrue();

        assertThat(last("received", 2)).containsExactly("5", "0");
        assertThat(last("depth", 2)).containsExactly("7", "7");
        assertThat(shown().path("series").path("received").get(357).isNull()).isTrue();
        assertThat(shown().path("from").asText())
                .isEqualTo(at().minusSeconds(3600).toString());
    }

    @Test
    void shouldFillStepsWithWhatIsKnownOfThem() {
        pass(10);
        received.increment(60);
        depth.set(9);
        pass(34);

        assertThat(last("received", 4)).containsExactly("0", "1.765", "1.765", "1.765");
        assertThat(last("depth", 3)).containsExactly("null", "null", "9");
        assertThat(Instant.parse(shown().path("from").asText()))
                .isEqualTo(at().minusSeconds(4).minusSeconds(3600));
    }

    @Test
    void shouldTakeOneReadingAStep() {
        received.increment(10);
        pass(10);
        received.increment(10);

        assertThat(pass(9)).isFalse();
        assertThat(pass(1)).isTrue();
        assertThat(last("received", 2)).containsExactly("1", "1");
    }

    @Test
    void shouldForgetWhatIsOlderThanAnHour() {
        received.increment(100);
        pass(10);
        for (int step = 0; step < History.STEPS - 1; step++) {
            pass(10);
        }
        assertThat(shown().path("series").path("received").get(0).asDouble()).isEqualTo(10);
        pass(10);
        assertThat(shown().path("series").path("received")).allMatch(value -> value.asDouble() == 0);
        // as after a machine was asleep for a day
        received.increment(86_400);
        pass(86_400);
        assertThat(shown().path("series").path("received"))
                .hasSize(History.STEPS)
                .allMatch(value -> value.asDouble() == 1);
    }

    @Test
    void shouldTakePercentilesOfTheStepAlone() {
        requests.record(500, TimeUnit.MILLISECONDS);
        pass(10);
        for (int i = 0; i < 100; i++) {
            requests.record(5, TimeUnit.MILLISECONDS);
        }
        pass(10);
        pass(10);

        assertThat(last("p50Millis", 3)).containsExactly("550", "5", "null");
        assertThat(last("p99Millis", 3)).containsExactly("991", "9.9", "null");
    }

    @Test
    void shouldSumUpWhatHappened() {
        received.increment(30);
        pass(10);
        pass(10);
        received.increment(12);
        pass(10);

        assertThat(history.total(Series.RECEIVED, 1)).isCloseTo(12, org.assertj.core.data.Offset.offset(0.01));
        assertThat(history.total(Series.RECEIVED, 360)).isCloseTo(42, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void shouldCompareWithAReadingThatIsOldEnough() {
        assertThat(history.before(nanos())).isNull();
        received.increment(10);
        pass(10);
        assertThat(history.before(nanos()).sum("bridge.events.received")).isZero();
        seconds += 6;
        assertThat(history.before(nanos()).sum("bridge.events.received")).isEqualTo(10);
    }

    /** @return whether a reading was due */
    private boolean pass(int more) {
        seconds += more;
        boolean due = history.isDue(nanos());
        history.take(reading());
        return due;
    }

    private String[] last(String series, int steps) {
        JsonNode values = shown().path("series").path(series);
        String[] last = new String[steps];
        for (int i = 0; i < steps; i++) {
            last[i] = values.get(History.STEPS - steps + i).asText();
        }
        return last;
    }

    private JsonNode shown() {
        return history.json(at(), nanos());
    }

    private Instant at() {
        return START.plusSeconds(seconds);
    }

    private Reading reading() {
        return new Reading(metrics, Map.of(), nanos());
    }

    private long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
