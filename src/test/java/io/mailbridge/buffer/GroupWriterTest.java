package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How liveness learns of a stuck writer thread, and what leaves its queue in an overload. */
class GroupWriterTest {
    private static final long BEGIN = Duration.ofDays(1).toNanos();

    private final AtomicLong now = new AtomicLong(BEGIN);
    private final CountDownLatch inserting = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final GroupWriter writer = new GroupWriter(this::insert, new Outcome(), now::get);

    @Test
    void shouldBeStuckWhenAGroupTakesMuchLongerThanItsTimeLimits() throws InterruptedException {
        writer.start();
        writer.add(new PendingCommit(List.of(), Duration.ofSeconds(1), failure -> {}));
        inserting.await();
        now.set(BEGIN + Duration.ofSeconds(30).toNanos());
        assertThat(writer.isStuck()).isFalse();
        now.incrementAndGet();
        assertThat(writer.isStuck()).isTrue();

        release.countDown();
        await().until(() -> !writer.isStuck());
        assertThat(ended).hasValue(1);
    }

    @Test
    void shouldNotBeStuckBeforeItsStartAndWhileItHasNothingToDo() {
        assertThat(writer.isStuck()).isFalse();
        writer.start();
        now.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(writer.isStuck()).isFalse();
    }

    @Test
    void shouldRefuseWhatHasWaitedForLongAndKeepTheRest() throws InterruptedException {
        List<Exception> failures = new CopyOnWriteArrayList<>();
        writer.start();
        writer.add(pending(1, failures::add));
        inserting.await();
        writer.add(pending(100, failures::add));
        now.set(System.nanoTime() + Duration.ofSeconds(1).toNanos());
        assertThat(writer.waiting()).isEqualTo(100);
        assertThat(writer.rowsOfRequest()).isBetween(2L, 99L);

        writer.refuseLate();

        assertThat(failures).singleElement().isInstanceOf(BufferUnavailable.class);
        assertThat(writer.waiting()).isZero();
        assertThat(leftOut).hasValue(1);
        now.set(0);
        writer.add(pending(10, failures::add));
        writer.refuseLate();
        release.countDown();
        await().until(() -> writer.committed() == 11);
        assertThat(leftOut).as("once").hasValue(1);
        assertThat(failures).hasSize(1);
        assertThat(writer.waiting()).isZero();
    }

    private static PendingCommit pending(int rows, Consumer<Exception> end) {
        return new PendingCommit(Collections.nCopies(rows, GroupCommitRig.record("id")), Duration.ofSeconds(1), end);
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
            leftOut.incrementAndGet();
        }

        @Override
        public void noneLeft() {
            throw new IllegalStateException("nobody gives up here");
        }
    }
}
