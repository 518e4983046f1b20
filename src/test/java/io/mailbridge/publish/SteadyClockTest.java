package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final AtomicLong nanos = new AtomicLong(-7);

    @Test
    void shouldGoOnFromItsStartAsTheClockThatIsNeverSet() {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        SteadyClock clock = new SteadyClock(start, nanos::get);
        assertThat(clock.instant()).isEqualTo(start);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(clock.instant()).isEqualTo("2026-01-02T03:04:07Z");
    }
}
