package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which requests that wait are one group, and what becomes of them. All wait before the writer starts. */
class WrittenGroupsTest {
    private final AtomicLong now = new AtomicLong();
    private final List<List<PendingCommit>> groups = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(GroupWriter.class);
    private final GroupWriter writer = new GroupWriter(this::insert, new Outcome(), now::get);
    private volatile Function<List<PendingCommit>, Exception> database = group -> null;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        writer.stop();
        logger.detachAppender(log);
    }

    @Test
    void shouldWriteAThousandRowsTogetherAndNoMore() {
        PendingCommit first = add(400, 1);
        PendingCommit second = add(600, 1);
        PendingCommit third = add(1, 1);

        writer.start();

        await().until(() -> writer.committed() == 1001);
        assertThat(groups).containsExactly(List.of(first, second), List.of(third));
    }

    @Test
    void shouldWriteFourMebibytesTogetherAndNoMore() {
        PendingCommit first = add(2, 1 << 20);
        PendingCommit second = add(1, 2 << 20);
        PendingCommit third = add(1, 1);

        writer.start();

        await().until(() -> writer.committed() == 4);
        assertThat(groups).containsExactly(List.of(first, second), List.of(third));
    }

    @Test
    void shouldWriteARequestThatIsLargerAlone() {
        PendingCommit answered = add(1, 1);
        answered.complete(new BufferUnavailable("too late", null));
        PendingCommit large = add(1500, 1);
        PendingCommit next = add(1, 1);

        writer.start();

        await().until(() -> writer.committed() == 1501);
        assertThat(groups).containsExactly(List.of(large), List.of(next));
        assertThat(outcomes).as("one was left").containsExactly("left out", "stored 1", "stored 1");
    }

    @Test
    void shouldSayThatNoneIsLeftWhereAllWereAnsweredBefore() {
        add(1, 1).complete(new BufferUnavailable("too late", null));
        add(1, 1).complete(new BufferUnavailable("too late", null));

        writer.start();

        await().until(() -> outcomes.size() == 3);
        assertThat(outcomes).containsExactly("left out", "left out", "none left");
        assertThat(groups).isEmpty();
        assertThat(writer.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23514"})
    void shouldTryEachAloneWhereOnesDataIsAtFault(String state) {
        add(1, 1);
        PendingCommit bad = add(1, 1);
        add(1, 1);
        database = group -> group.contains(bad) ? failure(state) : null;

        writer.start();

        await().until(() -> outcomes.size() == 3);
        assertThat(outcomes).containsExactly("stored 1", "data 1", "stored 1");
        assertThat(groups).extracting(List::size).containsExactly(3, 1, 1, 1);
        assertThat(writer.committed()).isEqualTo(2);
    }

    @Test
    void shouldFailAllWhereTheDatabaseIsAtFault() {
        for (Exception failure : List.of(failure("08006"), failure(null), new IllegalStateException("closed"))) {
            outcomes.clear();
            GroupWriter another = new GroupWriter(group -> failure, new Outcome(), now::get);
            another.add(pending(1, 1));
            another.add(pending(1, 1));

            another.start();

            await().until(() -> !outcomes.isEmpty());
            assertThat(outcomes).containsExactly("failed 2");
            another.stop();
        }
    }

    @Test
    void shouldGoOnWhateverIsThrownAndLogItOnceAMinute() {
        database = group -> {
            throw new StackOverflowError();
        };
        writer.start();
        for (int group = 1; group <= 3; group++) {
            add(1, 1);
            int written = group;
            await().until(() -> outcomes.size() == written);
        }
        assertThat(log.list).hasSize(1);
        now.set(Duration.ofSeconds(61).toNanos());
        add(1, 1);
        await().until(() -> outcomes.size() == 4);
        assertThat(log.list).hasSize(2);
        assertThat(outcomes).containsOnly("failed 1");

        database = group -> null;
        add(1, 1);

        await().until(() -> writer.committed() == 1);
        assertThat(writer.isStuck()).isFalse();
    }

    @Test
    void shouldKnowHowManyRowsARequestHasOfLate() {
        for (int request = 0; request < 100; request++) {
            add(10, 1);
        }
        assertThat(writer.rowsOfRequest()).isEqualTo(10);
    }

    @Test
    void shouldEndItsThreadAndNotKeepTheProcessAlive() throws InterruptedException {
        CompletableFuture<Thread> writing = new CompletableFuture<>();
        CompletableFuture<GroupWriter> made = new CompletableFuture<>();
        // a thread is a daemon where the one that makes it is, and that of a test may be
        Thread ofProcess = new Thread(() -> made.complete(new GroupWriter(
                group -> {
                    writing.complete(Thread.currentThread());
                    return null;
                },
                new Outcome(),
                now::get)));
        ofProcess.setDaemon(false);
        ofProcess.start();
        made.join().start();
        made.join().add(pending(1, 1));
        assertThat(writing.join().isDaemon()).isTrue();

        made.join().stop();

        writing.join().join(2000);
        assertThat(writing.join().isAlive()).isFalse();
        assertThat(made.join().isStuck()).isTrue();
    }

    private static Exception failure(String state) {
        return new IllegalStateException("insert", new SQLException("refused", state));
    }

    private PendingCommit add(int rows, int bytes) {
        PendingCommit pending = pending(rows, bytes);
        writer.add(pending);
        return pending;
    }

    /** @param bytes of each row */
    private static PendingCommit pending(int rows, int bytes) {
        OutboundRecord outbound =
                new OutboundRecord(new Tag("demo", "sendgrid", null), "id", "topic", null, new byte[bytes], List.of());
        return new PendingCommit(Collections.nCopies(rows, outbound), Duration.ofSeconds(10), failure -> {});
    }

    private Exception insert(List<PendingCommit> group) {
        groups.add(List.copyOf(group));
        return database.apply(group);
    }

    private final class Outcome implements GroupWriter.GroupOutcome {
        @Override
        public void ended(List<PendingCommit> group, Exception failure, boolean dataFault) {
            outcomes.add((failure == null ? "stored " : dataFault ? "data " : "failed ") + group.size());
        }

        @Override
        public void leftOut(PendingCommit pending) {
            outcomes.add("left out");
        }

        @Override
        public void noneLeft() {
            outcomes.add("none left");
        }
    }
}
