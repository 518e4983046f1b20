package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How liveness learns that nobody ends the wait of requests any more. */
class CommitDeadlinesTest {
    private final AtomicLong ahead = new AtomicLong();
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CommitDeadlines deadlines = new CommitDeadlines(this::giveUp, () -> System.nanoTime() + ahead.get());

    @Test
    void shouldBeStuckOnlyWhereRequestsWaitAndNoCheckEnds() throws InterruptedException {
        ahead.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(deadlines.isStuck()).as("nobody waits").isFalse();

        deadlines.watch(new PendingCommit(List.of(), Duration.ZERO, failure -> {}));
        givingUp.await();
        assertThat(deadlines.isStuck()).isFalse();
        ahead.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(deadlines.isStuck()).isTrue();

        release.countDown();
        await().until(() -> !deadlines.isStuck());
    }

    private void giveUp(PendingCommit late) {
        givingUp.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
