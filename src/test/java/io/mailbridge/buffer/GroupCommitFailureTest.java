package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.OutboundRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

/** What a failure of one insert, or a full buffer, costs the other requests. */
class GroupCommitFailureTest {
    private final GroupCommitRig rig = new GroupCommitRig(Duration.ofMillis(700));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRefuseOthersAtOnceAfterAFailureUntilOneTrySucceeds() {
        rig.failWith(new SQLException("gone", "08006"));
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);

        long began = System.nanoTime();
        assertThatThrownBy(() -> rig.store("refused")).hasMessageContaining("a moment ago");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));

        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store("back"));
        rig.store("all");
        rig.store("others");
        assertThat(rig.insertedIds()).contains("all", "others").doesNotContain("refused");
    }

    @Test
    void shouldRefuseNobodyAfterATryOfWatchBuffer() {
        rig.failWith(new SQLException("gone", "08006"));
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);
        rig.failNoMore();

        rig.monitor().tried();

        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("first");
        CompletableFuture<Void> second = rig.request("second");
        held.countDown();
        first.join();
        second.join();
    }

    @Test
    void shouldNotFailTheOthersForOneRequestsData() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("first");
        rig.awaitFirstInsert();
        CompletableFuture<Void> bad = rig.request("bad-data");
        CompletableFuture<Void> good = rig.request("good");
        rig.awaitWaiting(3);
        held.countDown();

        first.join();
        good.join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThat(rig.inserts()).contains(List.of("good"));
    }

    @Test
    void shouldFailTheGroupAndGoOnAfterAnError() {
        rig.failWith(new StackOverflowError());
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);
        assertThat(rig.monitor().isAvailable()).isFalse();
        assertThat(rig.monitor().failure()).contains("StackOverflowError");

        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store("back"));
        assertThat(rig.group().isStuck()).isFalse();
        assertThat(rig.monitor().isAvailable()).isTrue();
    }

    @Test
    void shouldRefuseRowsPastTheLimit() {
        rig.store(asManyAsFit());

        assertThatThrownBy(() -> rig.store("past"))
                .isInstanceOf(BufferUnavailable.class)
                .hasMessageContaining("full");
        assertThat(rig.monitor().isAvailable()).isFalse();
        assertThat(rig.insertedIds()).doesNotContain("past");
    }

    @Test
    void shouldFreeItsPlaceWhenARowIsNotStored() {
        rig.failWith(new SQLException("no space left on device", "53100"));
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);
        assertThat(rig.monitor().failure()).isEqualTo("no space left on device");
        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store(asManyAsFit()));
    }

    @Test
    void shouldFreeThePlaceOfWhatWasGivenUpBeforeItsTurn() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("under-way");
        rig.awaitFirstInsert();
        CompletableFuture<Void> queued = rig.request("queued", "too");
        assertThatThrownBy(first::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThatThrownBy(queued::join).hasCauseInstanceOf(BufferUnavailable.class);

        held.countDown();

        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store(asManyAsFit()));
    }

    @Test
    void shouldStoreNothingWhereTheCommitFails() {
        OutboundRecord outbound = GroupCommitRig.record("failed");
        rig.failTransactionsWith(new TransactionSystemException("the connection was closed"));

        assertThatThrownBy(() -> rig.store(List.of(outbound)))
                .isInstanceOf(BufferUnavailable.class)
                .hasMessageContaining("the connection was closed");

        assertThat(outbound.isDurable()).isFalse();
        assertThat(rig.count("buffered")).isZero();
        assertThat(rig.monitor().failure()).isEqualTo("the connection was closed");
    }

    /** A rollback fails as well then, and says less. */
    @Test
    void shouldNameWhatFailedFirst() {
        rig.failWith(new SQLException("no space left on device", "53100"));
        rig.failTransactionsWith(new TransactionSystemException("the connection was closed"));

        assertThatThrownBy(() -> rig.store("failed")).hasMessageContaining("no space left on device");
    }

    @Test
    void shouldRefuseOthersAtOnceWhileTheDatabaseDoesNotAnswer() throws InterruptedException {
        rig.hold();
        CompletableFuture<Void> first = rig.request("first");
        assertThatThrownBy(first::join).hasCauseInstanceOf(BufferUnavailable.class);

        assertThatThrownBy(() -> rig.store("refused")).hasMessageContaining("a moment ago");
        assertThat(rig.monitor().failure()).isEqualTo("no commit within bridge.buffer.timeout");
    }

    /** It had little time left when it came: that says nothing of the database. */
    @Test
    void shouldNotRefuseOthersWhereARequestCameTooLate() {
        try (GroupCommitRig patient = new GroupCommitRig(Duration.ofMinutes(1))) {
            patient.store("before");
            CountDownLatch held = patient.hold();
            Exchange late = patient.start("late", BufferSettings.ANSWER_BUDGET.minusMillis(50));
            await().until(late::isFailed);

            Exchange next = patient.start("next", Duration.ofMinutes(-1));
            assertThat(patient.monitor().failure()).isNull();
            held.countDown();

            await().until(() -> patient.insertedIds().anyMatch("next"::equals));
            assertThat(next.isFailed()).isFalse();
        }
    }

    /** The only request that the gate let pass was left out, so that none would try the database again. */
    @Test
    void shouldTryAgainWhereTheOneThatTriesGivesUpBeforeItsTurn() {
        CountDownLatch busy = new CountDownLatch(1);
        rig.failWith(new SQLException("gone", "08006"));
        rig.step().process(rig.exchange(List.of(GroupCommitRig.record("failed"))), sync -> awaitQuietly(busy));
        await().until(() -> !rig.monitor().isAvailable());
        AtomicReference<Exchange> tries = new AtomicReference<>();
        await().until(() -> {
            tries.set(rig.start("tries", BufferSettings.ANSWER_BUDGET.minusMillis(50)));
            return !tries.get().isFailed();
        });
        await().until(() -> tries.get().isFailed());

        rig.failNoMore();
        busy.countDown();

        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store("back"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String[] asManyAsFit() {
        return IntStream.range(0, GroupCommitRig.MAX_ROWS)
                .mapToObj(i -> "row-" + i)
                .toArray(String[]::new);
    }
}
