package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BufferMonitorTest {
    private final SettableClock clock = new SettableClock();
    private final BufferMonitor monitor = new BufferMonitor(new SimpleMeterRegistry(), clock);

    @Test
    void shouldNotBeAvailableBeforeTheFirstLook() {
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldBeAvailableForTenSecondsAfterALook() {
        look(Duration.ZERO);

        clock.advance(Duration.ofMillis(9_900));
        assertThat(monitor.isAvailable()).isTrue();
        clock.advance(Duration.ofMillis(200));
        assertThat(monitor.isAvailable()).isFalse();
    }

    @Test
    void shouldNotBeAvailableFromTheFirstFailureOn() {
        look(Duration.ZERO);
        monitor.unavailable(new SQLException("refused"));

        assertThat(monitor.isAvailable()).isFalse();
        look(Duration.ZERO);
        assertThat(monitor.isAvailable()).isTrue();
    }

    @Test
    void shouldWaitTwentyTimesAsLongAsTheLookTook() {
        look(Duration.ofMillis(100));

        clock.advance(Duration.ofMillis(1_990));
        assertThat(monitor.isDue()).isFalse();
        clock.advance(Duration.ofMillis(20));
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldWaitFiveSecondsAtMost() {
        look(Duration.ofSeconds(2));

        clock.advance(Duration.ofMillis(5_001));
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldLookEveryFiveSecondsWhileNothingWaits() {
        find(0);
        assertThat(monitor.isEmpty()).isTrue();

        clock.advance(Duration.ofMillis(4_900));
        assertThat(monitor.isDue()).isFalse();
        clock.advance(Duration.ofMillis(200));
        assertThat(monitor.isDue()).isTrue();
        assertThat(monitor.isEmpty()).isTrue();
    }

    @Test
    void shouldLookAtOnceWhenThisProcessWrites() {
        find(0);
        clock.advance(Duration.ofMillis(1));
        monitor.noteWrite();

        assertThat(monitor.isEmpty()).isFalse();
        assertThat(monitor.isDue()).isTrue();
        answer(0);
        assertThat(monitor.isEmpty()).as("expired or replayed since").isTrue();
    }

    @Test
    void shouldNotTakeTheBufferForEmptyWhenARowComesDuringALook() {
        monitor.isDue();
        monitor.noteWrite();
        answer(0);

        assertThat(monitor.isEmpty()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldNotTakeTheBufferForEmptyWithoutAFreshLook() {
        assertThat(monitor.isEmpty()).isFalse();
        find(1);
        assertThat(monitor.isEmpty()).isFalse();
        find(0);
        clock.advance(Duration.ofSeconds(16));
        assertThat(monitor.isEmpty()).as("watch-buffer was stopped").isFalse();
        find(0);
        monitor.unavailable(new SQLException("refused"));
        assertThat(monitor.isEmpty()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    private void find(long rows) {
        monitor.isDue();
        answer(rows);
    }

    private void look(Duration time) {
        monitor.isDue();
        clock.advance(time);
        answer(1);
    }

    private void answer(long depth) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of("depth", depth, "dead_letters", 0L, "oldest_age_seconds", 2.0));
        monitor.process(exchange);
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-01-06T09:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
