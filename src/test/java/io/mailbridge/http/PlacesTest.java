package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How many requests may be in progress, of a bridge that works on one after the other, a millisecond each. */
class PlacesTest {
    private static final int MOST = 4096;
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now;
    private final Places places = new Places(MOST, List.of("a", "b"), () -> now);
    private final Queue<Request> queue = new ArrayDeque<>();
    private long slowest;
    private int refused;

    private record Request(Places.OfSource place, long since) {}

    @Test
    void shouldRefuseNothingWhileEachEndsSoon() {
        pass(5_000, 1);

        assertThat(refused).isZero();
        assertThat(places.limit()).isEqualTo(MOST);
    }

    @Test
    void shouldKeepTheAcceptedFastInAnOverload() {
        pass(2_000, 1);
        pass(3_000, 4);
        slowest = 0;
        refused = 0;

        pass(10_000, 4);

        assertThat(slowest).isLessThan(60 * MILLI);
        assertThat(refused).as("of 40,000").isBetween(29_000, 33_000);
    }

    @Test
    void shouldTakeAllAgainWhenAnOverloadIsOver() {
        pass(2_000, 1);
        pass(3_000, 4);
        pass(2_000, 0.7);
        refused = 0;

        pass(2_000, 0.7);

        assertThat(refused).isZero();
        assertThat(places.limit()).isEqualTo(MOST);
    }

    @Test
    void shouldKeepAllOfAStallInWhichNothingEnds() {
        pass(2_000, 1);
        for (int i = 0; i < 3_000; i++) {
            arrive("a");
            now += MILLI / 2;
        }
        assertThat(refused).as("while nothing ended").isZero();

        // all of them end at once, as when the brokers are given up
        for (int i = 0; i < 150; i++) {
            for (int j = 0; j < 20 && !queue.isEmpty(); j++) {
                end();
            }
            arrive("a");
            now += MILLI;
        }
        pass(2_000, 1);

        assertThat(refused).isZero();
    }

    @Test
    void shouldKeepAllWhileTheBacklogOfAStallIsWorkedOffSlowly() {
        pass(2_000, 1);
        for (int i = 0; i < 750; i++) {
            arrive("a");
            now += 2 * MILLI;
        }

        for (int i = 0; i < 3_000; i++) {
            if (i % 4 == 0) {
                arrive("a");
            }
            if (i % 2 == 0 && !queue.isEmpty()) {
                end();
            }
            now += MILLI;
            noteRounds();
        }

        assertThat(refused).isZero();
    }

    @Test
    void shouldLetAModestSourceInBesideOneThatFloods() {
        pass(2_000, 1);
        pass(2_000, 4);
        refused = 0;

        for (int i = 0; i < 200; i++) {
            int before = refused;
            arrive("b");
            assertThat(refused).as("of the modest").isEqualTo(before);
            pass(20, 4);
        }
        assertThat(refused).as("of the other").isGreaterThan(5_000);
    }

    @Test
    void shouldGiveUpInAnOverloadWhatHasWaitedForLong() {
        assertThat(places.isLate(1_000 * MILLI)).isFalse();
        pass(2_000, 1);
        pass(2_000, 4);

        assertThat(places.isLate(1_000 * MILLI)).isTrue();
        assertThat(places.isLate(MILLI)).isFalse();
    }

    @Test
    void shouldGrowWhereEvenFewRequestsTakeLonger() {
        pass(2_000, 1);
        pass(2_000, 4);
        drain();
        // each takes 100 ms from now on, however few there are
        Queue<Request> slow = new ArrayDeque<>();
        for (int i = 0; i < 30_000; i++) {
            now += MILLI;
            noteRounds();
            while (!slow.isEmpty() && now - slow.peek().since() >= 100 * MILLI) {
                Request request = slow.remove();
                request.place().leave(now - request.since());
            }
            Places.OfSource place = places.of("a");
            if (!place.isFull() && place.take()) {
                slow.add(new Request(place, now));
            }
        }

        assertThat(slow).hasSizeGreaterThan(90);
    }

    private void drain() {
        while (!queue.isEmpty()) {
            end();
        }
    }

    private void pass(int millis, double arrivals) {
        double due = 0;
        for (int i = 0; i < millis; i++) {
            due += arrivals;
            for (; due >= 1; due--) {
                arrive("a");
            }
            now += MILLI;
            noteRounds();
            if (!queue.isEmpty()) {
                end();
            }
        }
    }

    @Test
    void shouldLetOthersInWhereNoneEndsAnyMore() {
        pass(2_000, 1);
        pass(2_000, 4);
        int before = places.taken();

        for (int i = 0; i < 5_000; i++) {
            arrive("a");
            now += MILLI;
            noteRounds();
        }

        assertThat(places.taken()).isGreaterThan(10 * before);
    }

    private void noteRounds() {
        if (now % (500 * MILLI) == 0) {
            places.noteRound();
        }
    }

    private void arrive(String source) {
        Places.OfSource place = places.of(source);
        if (place.isFull() || !place.take()) {
            refused++;
        } else {
            queue.add(new Request(place, now));
        }
    }

    private void end() {
        Request request = queue.remove();
        slowest = Math.max(slowest, now - request.since());
        request.place().leave(now - request.since());
    }
}
