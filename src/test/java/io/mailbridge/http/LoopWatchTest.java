package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG = LoopWatch.LONG;

    private final LoopWatch watch = new LoopWatch();
    private long now = -SECOND;

    @BeforeEach
    void warmUp() {
        holdUp();
        assertThat(watch.trusts(now)).isTrue();
        now += LoopWatch.WARM_UP + 1;
    }

    private void holdUp() {
        watch.ran(LONG, now);
        watch.ran(LONG, now);
    }

    @Test
    void shouldGiveThreadsForAWhileWhenStepsHoldTheLoopUp() {
        watch.ran(LONG, now);
        assertThat(watch.trusts(now)).isTrue();
        watch.ran(LONG, now);

        assertThat(watch.trusts(now)).isFalse();
        assertThat(watch.trusts(now + 10 * SECOND)).isFalse();
        assertThat(watch.trusts(now + 10 * SECOND + 1)).isTrue();
    }

    /** A step that still sleeps costs the others less and less. */
    @Test
    void shouldGiveThemForLongerWhenItHappensAgain() {
        for (long seconds : new long[] {10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600}) {
            holdUp();
            assertThat(watch.trusts(now + seconds * SECOND)).isFalse();
            now += seconds * SECOND + 1;
            assertThat(watch.trusts(now)).isTrue();
        }
        now += 3601 * SECOND;
        holdUp();
        assertThat(watch.trusts(now + 10 * SECOND + 1)).isTrue();
    }

    @Test
    void shouldNotTakeAPauseOfTheProcessForAStep() {
        for (int i = 0; i < 10; i++) {
            watch.ran(LONG, now);
            watch.ran(LONG - 1, now);
        }

        assertThat(watch.trusts(now)).isTrue();
    }
}
