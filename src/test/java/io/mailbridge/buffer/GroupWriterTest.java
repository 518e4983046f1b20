package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How liveness learns of a stuck writer thread. */
class GroupWriterTest {
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch inserting = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final GroupWriter writer = new GroupWriter(this::insert, new Outcome(), now::get);

    @Test
    void shouldBeStuckWhenAGroupTakesMuchLongerThanItsTimeLimits() throws InterruptedException {
        writer.start();
        writer.add(new PendingCommit(List.of(), Duration.ofSeconds(1), failure -> {}));
        inserting.await();
        now.set(Duration.ofSeconds(20).toNanos());
        assertThat(writer.isStuck()).isFalse();
        now.set(Duration.ofSeconds(31).toNanos());
        assertThat(writer.isStuck()).isTrue();

        release.countDown();
        await().until(() -> !writer.isStuck());
        assertThat(ended).hasValue(1);
    }

    @Test
    void shouldNotBeStuckBeforeItsStartAndWhileItHasNothingToDo() {
        assertThat(writer.isStuck()).isFalse();
        writer.start();
        now.set(Duration.ofDays(1).toNanos());
        assertThat(writer.isStuck()).isFalse();
    }

    private Exception insert(List<PendingCommit> group) {
        inserting.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private final class Outcome implements GroupWriter.GroupOutcome {
        @Override
        public void ended(List<PendingCommit> group, Exception failure, boolean dataFault) {
            ended.incrementAndGet();
        }

        @Override
        public void leftOut(PendingCommit pending) {
            throw new IllegalStateException("nobody gives up here");
        }

        @Override
        public void noneLeft() {
            throw new IllegalStateException("nobody gives up here");
        }
    }
}
