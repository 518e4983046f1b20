package io.mailbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void shouldKnowThePercentilesToThreePercent() {
        for (long millis = 1; millis <= 100_000; millis++) {
            delays.add(millis);
        }

        Delay delay = delays.delay();
        assertThat(delay.p50())
                .isCloseTo(50_000, Percentage.withPercentage(3.2))
                .isGreaterThanOrEqualTo(50_000);
        assertThat(delay.p90())
                .isCloseTo(90_000, Percentage.withPercentage(3.2))
                .isGreaterThanOrEqualTo(90_000);
        assertThat(delay.p99())
                .isCloseTo(99_000, Percentage.withPercentage(3.2))
                .isGreaterThanOrEqualTo(99_000);
        assertThat(delay.longest()).isEqualTo(100_000);
        assertThat(delay.counts()).containsExactly(999L, 4_000L, 25_000L, 70_001L, 0L, 0L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63, 64, 65, 127, 128, 1_000, 86_400_000, Long.MAX_VALUE})
    void shouldHoldAnyDelay(long millis) {
        delays.add(millis);

        assertThat(delays.delay().p50()).isEqualTo(millis);
    }

    @Test
    void shouldNeverSayLessThanWhatWasMeasured() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Delays one = new Delays();
            long millis = random.nextLong() >>> random.nextInt(2, 63);
            one.add(millis);
            one.add(Long.MAX_VALUE);
            assertThat(one.delay().p50()).isBetween(millis, millis + millis / 31 + 1);
        }
    }

    @Test
    void shouldCountClocksThatAreAheadAsNoDelayAndLeaveOutWhatHasNoTime() {
        delays.add(-5);
        delays.addUnknown();

        Delay delay = delays.delay();
        assertThat(delay.measured()).isEqualTo(1);
        assertThat(delay.ahead()).isEqualTo(1);
        assertThat(delay.unknown()).isEqualTo(1);
        assertThat(delay.p99()).isZero();
        assertThat(new Delays().delay().p50()).isZero();
    }
}
