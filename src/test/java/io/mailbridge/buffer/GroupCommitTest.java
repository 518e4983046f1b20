package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.OutboundRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests share an insert, and how long a request waits for it. */
class GroupCommitTest {
    private final GroupCommitRig rig = new GroupCommitRig(Duration.ofMillis(700));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldWriteAllThatWaitInOneInsert() throws InterruptedException {
        CountDownLatch held = rig.hold();
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        requests.add(rig.request("first"));
        rig.awaitFirstInsert();
        IntStream.range(0, 20).forEach(i -> requests.add(rig.request("waiting-" + i)));
        rig.awaitWaiting(21);
        held.countDown();
        requests.forEach(CompletableFuture::join);

        assertThat(rig.inserts()).hasSize(2);
        assertThat(rig.inserts().get(1)).hasSize(20);
    }

    @Test
    void shouldLeaveOutWhatKafkaAcknowledged() {
        OutboundRecord acknowledged = GroupCommitRig.record("acknowledged");
        acknowledged.acknowledge();

        rig.store(List.of(acknowledged, GroupCommitRig.record("left")));
        rig.store(List.of(acknowledged));

        assertThat(rig.inserts()).containsExactly(List.of("left"));
    }

    @Test
    void shouldStoreTheHeadersOfTheMessageAndTellThoseThatWaitForTheEnd() {
        OutboundRecord outbound = GroupCommitRig.record("1");
        Exchange exchange = rig.exchange(List.of(outbound));
        exchange.getMessage().setHeader("x-team", "growth");

        rig.step().processAsync(exchange).join();

        assertThat(outbound.isDurable()).isTrue();
        assertThat(outbound.header("x-team")).isEqualTo("growth");
        assertThat(rig.completed()).isEqualTo(1);
    }

    @Test
    void shouldEndItsThread() {
        rig.store("1");
        assertThat(rig.group().isStuck()).isFalse();

        rig.group().close();

        await().until(() -> rig.group().isStuck());
    }

    /** Camel runs the next step at once where one has ended on its thread. */
    @Test
    void shouldGoOnAtOnceWhereNothingIsLeftToStore() {
        OutboundRecord acknowledged = GroupCommitRig.record("acknowledged");
        acknowledged.acknowledge();
        List<Boolean> ended = new ArrayList<>();

        assertThat(rig.step().process(rig.exchange(List.of(acknowledged)), ended::add))
                .isTrue();

        assertThat(ended).containsExactly(true);
    }

    @Test
    void shouldEndAFutureAfterTheCommit() {
        CountDownLatch held = rig.hold();
        CompletableFuture<Exchange> stored = rig.step().processAsync(rig.exchange(List.of(GroupCommitRig.record("1"))));
        assertThat(stored).isNotDone();

        held.countDown();

        assertThat(stored.join().isFailed()).isFalse();
        assertThat(rig.insertedIds()).containsExactly("1");
    }

    @Test
    void shouldSplitWhatIsMoreThanAThousandRows() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("first");
        rig.awaitFirstInsert();
        List<CompletableFuture<Void>> requests = IntStream.range(0, 3)
                .mapToObj(i -> rig.request(
                        IntStream.range(0, 400).mapToObj(row -> i + "-" + row).toArray(String[]::new)))
                .toList();
        rig.awaitWaiting(4);
        held.countDown();
        first.join();
        requests.forEach(CompletableFuture::join);

        assertThat(rig.inserts()).extracting(List::size).containsExactly(1, 800, 400);
    }

    @Test
    void shouldHoldNoThreadWhileRequestsWait() throws InterruptedException {
        CountDownLatch held = rig.hold();
        AsyncProcessor step = rig.step();
        CountDownLatch done = new CountDownLatch(50);
        List<Exchange> requests = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            Exchange exchange = rig.exchange(List.of(GroupCommitRig.record("request-" + i)));
            requests.add(exchange);
            // returns at once, on this thread
            assertThat(step.process(exchange, sync -> done.countDown())).isFalse();
        }
        assertThat(done.getCount()).isEqualTo(50);
        held.countDown();

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(requests).noneMatch(Exchange::isFailed);
        assertThat(rig.insertedIds()).hasSize(50);
    }

    @Test
    void shouldGiveUpInTimeAndNeverInsertWhatWasGivenUp() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("under-way");
        rig.awaitFirstInsert();
        CompletableFuture<Void> second = rig.request("queued");

        assertThatThrownBy(second::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThatThrownBy(first::join).hasCauseInstanceOf(BufferUnavailable.class);
        held.countDown();
        await().ignoreExceptions().untilAsserted(() -> rig.store("later"));

        assertThat(rig.insertedIds()).contains("later").doesNotContain("queued");
    }

    @Test
    void shouldRollBackWhatNobodyWaitsForAnyMore() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> late = rig.request("late");
        assertThatThrownBy(late::join).hasCauseInstanceOf(BufferUnavailable.class);
        held.countDown();
        await().ignoreExceptions().untilAsserted(() -> rig.store("later"));

        assertThat(rig.count("received")).isZero();
        assertThat(rig.count("buffered")).isEqualTo(1);
    }

    @Test
    void shouldCountRowsThatWereCommittedAfterTheirRequestGaveUp() throws InterruptedException {
        // none of them gives up but the one that shall, however slow the machine is
        Duration ageless = Duration.ofMinutes(-1);
        try (GroupCommitRig rig = new GroupCommitRig(Duration.ofMinutes(1))) {
            CountDownLatch firstHeld = rig.hold();
            Exchange first = rig.start("first", ageless);
            rig.awaitFirstInsert();
            // they share the next insert; one has waited for Kafka before, and gives up while it runs
            Exchange impatient = rig.start("impatient", BufferSettings.ANSWER_BUDGET.minusMillis(1500));
            Exchange patient = rig.start("patient", ageless);
            CountDownLatch held = rig.hold();
            firstHeld.countDown();
            await().until(impatient::isFailed);
            held.countDown();

            await().until(() -> rig.count("buffered") == 3);
            assertThat(first.isFailed() || patient.isFailed()).isFalse();
            assertThat(rig.inserts()).containsExactly(List.of("first"), List.of("impatient", "patient"));
            assertThat(rig.count("received"))
                    .as("the answered ones are entered with their answer")
                    .isEqualTo(1);
            assertThat(rig.monitor().isAvailable()).isTrue();
        }
    }
}
