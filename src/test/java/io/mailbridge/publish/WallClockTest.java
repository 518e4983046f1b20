package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a clock counts as set back. The other one, which is never set, may begin anywhere. */
class WallClockTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private long wall = Duration.ofDays(20_000).toMillis();
    private long steady = Duration.ofDays(30_000).toMillis();
    private final WallClock clock =
            new WallClock(() -> wall, () -> Duration.ofMillis(steady).toNanos());

    @Test
    void shouldNotCallAClockSetBackThatHasAlwaysBeenSo() {
        assertThat(clock.setBack()).isZero();
        pass(HOUR);
        assertThat(clock.setBack()).isZero();
    }

    @Test
    void shouldNoticeAClockThatIsAsLateAsBeforeOnlyBecauseTimeHasPassed() {
        pass(HOUR);
        wall -= HOUR;

        assertThat(clock.setBack()).hasHours(1);
    }

    @Test
    void shouldCountFromTheLatestTimeUntilItIsTakenAgain() {
        wall += HOUR;
        assertThat(clock.setBack()).isZero();
        wall -= 2 * HOUR;
        assertThat(clock.setBack()).hasHours(2);

        clock.take();

        assertThat(clock.setBack()).isZero();
    }

    private void pass(long millis) {
        wall += millis;
        steady += millis;
    }
}
