package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is refused of a bridge whose buffer commits ten requests every 20 ms. */
class BufferOverloadTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final int SLOTS = 20;

    private long now;
    private final Overload overload = new Overload(new SimpleMeterRegistry(), now);
    private int refused;
    private double due;

    @Test
    void shouldLetInWhatTheBufferCommitsWhileAllGoesThere() {
        Buffer buffer = new Buffer();
        overload.bufferWith(buffer, now);
        buffer.pass((int) (Backlog.WARM_UP / MILLI), 0.1, false);
        buffer.pass(2_000, 0.4, false);
        assertThat(refused).isZero();
        buffer.pass(1_000, 2, false);
        buffer.slowest = 0;
        long before = buffer.committed;

        buffer.pass(10_000, 2, false);

        assertThat(buffer.slowest).isLessThan(60 * MILLI);
        assertThat(buffer.committed - before).as("of 5,000 that it can do").isGreaterThan(4_900);
    }

    @Test
    void shouldTakeAllAgainWithinASecondThoughRequestsComeInBursts() {
        Buffer buffer = new Buffer();
        overload.bufferWith(buffer, now);
        buffer.pass((int) (Backlog.WARM_UP / MILLI), 0.1, false);
        buffer.pass(3_000, 2, false);
        buffer.bursts = new Random(1);
        buffer.pass(1_000, 0.375, false);
        refused = 0;

        buffer.pass(10_000, 0.375, false);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingWhileTheDatabaseIsFrozenNorAfterwards() {
        Buffer buffer = new Buffer();
        overload.bufferWith(buffer, now);
        buffer.pass((int) (Backlog.WARM_UP / MILLI), 0.1, false);
        buffer.pass(2_000, 0.4, false);
        buffer.pass(1_000, 0.4, true);
        // what was asked to retry comes as well
        buffer.pass(600, 0.8, false);
        buffer.pass(5_000, 0.3, false);

        assertThat(refused).isZero();
    }

    @Test
    void shouldRefuseNothingForTheBufferWhileNotAllGoesThere() {
        Buffer buffer = new Buffer();
        buffer.open = false;
        overload.bufferWith(buffer, now);
        buffer.pass((int) (Backlog.WARM_UP / MILLI), 0.1, false);
        buffer.pass(5_000, 2, false);

        assertThat(refused).isZero();
        assertThat(buffer.waiting).hasSizeGreaterThan(5_000);
    }

    private final class Buffer implements Buffering {
        private final Queue<Long> waiting = new ArrayDeque<>();
        private boolean open = true;
        /** Null where requests come evenly; otherwise each comes without regard to the others. */
        private Random bursts;

        private long committed;
        private long slowest;

        @Override
        public boolean takesAll() {
            return open;
        }

        @Override
        public long waiting() {
            return waiting.size();
        }

        @Override
        public long done() {
            return committed;
        }

        @Override
        public long rowsOfRequest() {
            return 1;
        }

        @Override
        public long group() {
            return 10;
        }

        @Override
        public void refuseLate() {
            waiting.removeIf(since -> now - since > 50 * MILLI);
        }

        /** For so long, a commit every 20 ms. */
        void pass(int millis, double arrivals, boolean frozen) {
            for (int i = 0; i < millis; i++) {
                for (due += bursts == null ? arrivals : atRandom(arrivals); due >= 1; due--) {
                    if (overload.refuses(now, false)) {
                        refused++;
                    } else {
                        overload.queued();
                        overload.begins(0, false);
                        waiting.add(now);
                    }
                }
                now += MILLI;
                if (now % (500 * MILLI) == 0) {
                    overload.noteRound(now);
                }
                if (now / MILLI % 20 == 0 && !frozen) {
                    commit();
                }
            }
        }

        private double atRandom(double arrivals) {
            return bursts.doubles(SLOTS)
                    .filter(number -> number < arrivals / SLOTS)
                    .count();
        }

        private void commit() {
            for (int i = 0; i < group() && !waiting.isEmpty(); i++) {
                slowest = Math.max(slowest, now - waiting.remove());
                committed++;
            }
        }
    }
}
