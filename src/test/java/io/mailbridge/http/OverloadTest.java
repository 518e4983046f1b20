package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused of a bridge that works on one request after the other, a millisecond each. */
class OverloadTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now;
    private final Overload overload = new Overload(new SimpleMeterRegistry(), now);
    private final Queue<Long> tasks = new ArrayDeque<>();
    private int refused;
    private int done;
    private long slowest;
    private double due;

    @BeforeEach
    void warmUp() {
        pass((int) (Backlog.WARM_UP / MILLI), 0.5);
        done = 0;
    }

    @Test
    void shouldRefuseNothingInTheFirstSecondsOfAProcess() {
        Overload cold = new Overload(new SimpleMeterRegistry(), now);
        for (int i = 0; i < 5_000; i++) {
            now += MILLI;
            assertThat(cold.refuses(now, false)).isFalse();
            cold.queued();
            assertThat(i % 2 == 0 || cold.begins(i * MILLI / 2, false)).isTrue();
        }
    }

    @Test
    void shouldRefuseNothingOfWhatItCarries() {
        pass(10_000, 1);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingOfABurst() {
        pass(1_000, 0.5);
        arrive(400);
        pass(5_000, 0.9);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingWhereEachOf250ConnectionsAlwaysHasARequest() {
        for (int i = 0; i < 10_000; i++) {
            arrive(250 - tasks.size());
            step();
        }

        assertThat(refused).isZero();
    }

    @Test
    void shouldKeepTheAcceptedFastInAnOverload() {
        pass(2_000, 0.5);
        pass(500, 4);
        int before = done;
        slowest = 0;

        pass(10_000, 4);

        assertThat(slowest).isLessThan(30 * MILLI);
        assertThat(done - before).as("of 10,000 that it can do").isGreaterThan(9_900);
    }

    @Test
    void shouldNoticeASmallOverload() {
        pass(2_000, 0.5);
        pass(4_000, 1.2);
        slowest = 0;

        pass(10_000, 1.2);

        assertThat(slowest).isLessThan(30 * MILLI);
        assertThat(refused).isGreaterThan(1_500);
    }

    @Test
    void shouldNoticeAnOverloadInWhichNoMoreMayWait() {
        int most = 350;
        for (int i = 0; i < 5_000; i++) {
            slowest = i == 2_000 ? 0 : slowest;
            arrive(Math.min(4, most - tasks.size()));
            overload.turnedAway();
            step();
        }

        assertThat(slowest).isLessThan(30 * MILLI);
    }

    @Test
    void shouldTakeAllAgainWhenAnOverloadIsOver() {
        pass(5_000, 4);
        pass(2_000, 0.75);
        refused = 0;
        arrive(100);

        pass(2_000, 0.75);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingWhileAllThreadsAreBlockedNorAfterwards() {
        pass(2_000, 0.75);
        for (int i = 0; i < 1_000; i++) {
            arrive(i % 4 == 0 ? 0 : 1);
            now += MILLI;
            round();
        }

        pass(5_000, 0.75);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingAfterAPauseOfTheProcess() {
        for (int millis : List.of(300, 1_000, 2_000)) {
            pass(2_000, 0.75);
            now += millis * MILLI;
            overload.noteRound(now);
            // what has come meanwhile is read three times as fast as it is worked on
            for (int i = 0; i < millis * 3 / 4; i++) {
                arrive(1);
                if (i % 3 == 0) {
                    step();
                }
            }
            pass(10_000, 0.75);
        }

        assertThat(refused).isZero();
    }

    @Test
    void shouldLetAModestSourceInBesideOneThatFloods() {
        pass(2_000, 4);
        refused = 0;

        for (int i = 0; i < 200; i++) {
            arrive(20);
            int before = refused;
            arrive(true);
            assertThat(refused).as("of the modest").isEqualTo(before);
            pass(20, 4);
        }
        assertThat(refused).as("of the other").isGreaterThan(5_000);
    }

    @Test
    void shouldRefuseWhatHasWaitedForLongWhenAnOverloadBegins() {
        pass(2_000, 4);

        assertThat(overload.begins(1_000 * MILLI, false)).isFalse();
        assertThat(overload.begins(1_000 * MILLI, true))
                .as("of a modest source")
                .isTrue();
        assertThat(overload.begins(MILLI, false)).isTrue();
    }

    private void pass(int millis, double arrivals) {
        for (int i = 0; i < millis; i++) {
            for (due += arrivals; due >= 1; due--) {
                arrive(1);
            }
            step();
        }
    }

    private void step() {
        now += MILLI;
        round();
        List<Long> late = new ArrayList<>();
        while (!tasks.isEmpty() && late.isEmpty()) {
            long since = tasks.remove();
            if (overload.begins(now - since, false)) {
                late.add(since);
                slowest = Math.max(slowest, now - since);
                done++;
            }
        }
    }

    private void round() {
        if (now % (500 * MILLI) == 0) {
            overload.noteRound(now);
        }
    }

    private void arrive(int requests) {
        for (int i = 0; i < requests; i++) {
            arrive(false);
        }
    }

    private void arrive(boolean modest) {
        if (overload.refuses(now, modest)) {
            refused++;
        } else {
            overload.queued();
            tasks.add(now);
        }
    }
}
