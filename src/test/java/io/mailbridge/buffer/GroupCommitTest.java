package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.clock.Clock;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** Who shares an insert with whom, and what a failure of one costs the others. */
class GroupCommitTest {
    private static final Tag TAG = new Tag("demo", "sendgrid", null);

    private final DefaultCamelContext context = started();
    private final List<List<String>> inserts = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstInsert = new CountDownLatch(1);
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile Exception failure;
    private volatile Error error;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BufferMonitor monitor = new BufferMonitor(metrics, 2_000);
    private final GroupCommit group = group(Duration.ofMillis(700));
    private Processor buffer = group.wrap(null, this::insert);

    @AfterEach
    void letTheWriterGo() {
        hold.countDown();
        context.stop();
    }

    private static DefaultCamelContext started() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.start();
        return context;
    }

    @Test
    void shouldWriteAllThatWaitInOneInsert() throws InterruptedException {
        hold = new CountDownLatch(1);
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        requests.add(request("first"));
        firstInsert.await();
        IntStream.range(0, 20).forEach(i -> requests.add(request("waiting-" + i)));
        awaitWaiting(21);
        hold.countDown();
        requests.forEach(CompletableFuture::join);

        assertThat(inserts).hasSize(2);
        assertThat(inserts.get(1)).hasSize(20);
    }

    @Test
    void shouldLeaveOutWhatKafkaAcknowledged() {
        OutboundRecord acknowledged = record("acknowledged");
        acknowledged.acknowledge();

        store(List.of(acknowledged, record("left")));
        store(List.of(acknowledged));

        assertThat(inserts).containsExactly(List.of("left"));
    }

    @Test
    void shouldGiveUpInTimeAndNeverInsertWhatWasGivenUp() throws InterruptedException {
        hold = new CountDownLatch(1);
        CompletableFuture<Void> first = request("under-way");
        firstInsert.await();
        CompletableFuture<Void> second = request("queued");

        assertThatThrownBy(second::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThatThrownBy(first::join).hasCauseInstanceOf(BufferUnavailable.class);
        hold.countDown();
        await().ignoreExceptions().untilAsserted(() -> store(List.of(record("later"))));

        assertThat(inserts.stream().flatMap(List::stream)).contains("later").doesNotContain("queued");
    }

    @Test
    void shouldRefuseOthersAtOnceAfterAFailureUntilOneTrySucceeds() {
        failure = new SQLException("gone", "08006");
        assertThatThrownBy(() -> store(List.of(record("failed")))).isInstanceOf(BufferUnavailable.class);

        long began = System.nanoTime();
        assertThatThrownBy(() -> store(List.of(record("refused")))).hasMessageContaining("a moment ago");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));

        failure = null;
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> store(List.of(record("back"))));
        assertThat(inserts.stream().flatMap(List::stream)).doesNotContain("refused");
    }

    @Test
    void shouldNotFailTheOthersForOneRequestsData() throws InterruptedException {
        hold = new CountDownLatch(1);
        CompletableFuture<Void> first = request("first");
        firstInsert.await();
        CompletableFuture<Void> bad = request("bad-data");
        CompletableFuture<Void> good = request("good");
        awaitWaiting(3);
        hold.countDown();

        first.join();
        good.join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThat(inserts).contains(List.of("good"));
    }

    @Test
    void shouldSplitWhatIsMoreThanAThousandRows() throws InterruptedException {
        hold = new CountDownLatch(1);
        CompletableFuture<Void> first = request("first");
        firstInsert.await();
        List<CompletableFuture<Void>> requests = IntStream.range(0, 3)
                .mapToObj(i -> request(
                        IntStream.range(0, 400).mapToObj(row -> i + "-" + row).toArray(String[]::new)))
                .toList();
        awaitWaiting(4);
        hold.countDown();
        first.join();
        requests.forEach(CompletableFuture::join);

        assertThat(inserts).extracting(List::size).containsExactly(1, 800, 400);
    }

    @Test
    void shouldHoldNoThreadWhileRequestsWait() throws InterruptedException {
        hold = new CountDownLatch(1);
        AsyncProcessor step = (AsyncProcessor) buffer;
        CountDownLatch done = new CountDownLatch(50);
        List<Exchange> requests = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(List.of(record("request-" + i)));
            requests.add(exchange);
            // comes back at once, on this thread
            assertThat(step.process(exchange, sync -> done.countDown())).isFalse();
        }
        assertThat(done.getCount()).isEqualTo(50);
        hold.countDown();

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(requests).noneMatch(Exchange::isFailed);
        assertThat(inserts.stream().flatMap(List::stream)).hasSize(50);
    }

    @Test
    void shouldEnterRowsThatWereCommittedAfterTheirRequestGaveUpIntoTheBooks() throws InterruptedException {
        buffer = group(Duration.ofSeconds(5)).wrap(null, this::insert);
        CountDownLatch firstHold = new CountDownLatch(1);
        hold = firstHold;
        CompletableFuture<Void> first = request("first");
        firstInsert.await();
        // they share the next insert; one has waited for Kafka before, and gives up while it runs
        Exchange impatient = start("impatient", BufferSettings.ANSWER_BUDGET.minusMillis(400));
        Exchange patient = start("patient", Duration.ZERO);
        hold = new CountDownLatch(1);
        firstHold.countDown();
        await().until(impatient::isFailed);
        hold.countDown();
        first.join();

        await().until(() -> counter("buffered") == 3);
        assertThat(patient.isFailed()).isFalse();
        assertThat(inserts).containsExactly(List.of("first"), List.of("impatient", "patient"));
        assertThat(counter("received"))
                .as("the answered ones are entered with their answer")
                .isEqualTo(1);
        assertThat(monitor.isAvailable()).isTrue();
    }

    /** @param waited how long the request has been under way */
    private Exchange start(String id, Duration waited) {
        Exchange made = new DefaultExchange(context);
        Exchange exchange = (Exchange) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Exchange.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getClock") ? elapsed(waited) : method.invoke(made, arguments));
        exchange.getMessage().setBody(List.of(record(id)));
        ((AsyncProcessor) buffer).process(exchange, sync -> {});
        return exchange;
    }

    private static Clock elapsed(Duration time) {
        return new Clock() {
            @Override
            public long elapsed() {
                return time.toMillis();
            }

            @Override
            public long getCreated() {
                return 0;
            }
        };
    }

    @Test
    void shouldRollBackWhatNobodyWaitsForAnyMore() throws InterruptedException {
        hold = new CountDownLatch(1);
        CompletableFuture<Void> late = request("late");
        assertThatThrownBy(late::join).hasCauseInstanceOf(BufferUnavailable.class);
        hold.countDown();
        await().ignoreExceptions().untilAsserted(() -> store(List.of(record("later"))));

        assertThat(counter("received")).isZero();
        assertThat(counter("buffered")).isEqualTo(1);
    }

    @Test
    void shouldFailTheGroupAndGoOnAfterAnError() {
        error = new StackOverflowError();
        assertThatThrownBy(() -> store(List.of(record("failed")))).isInstanceOf(BufferUnavailable.class);
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.failure()).contains("StackOverflowError");

        error = null;
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> store(List.of(record("back"))));
        assertThat(group.isStuck()).isFalse();
        assertThat(monitor.isAvailable()).isTrue();
    }

    @Test
    void shouldRefuseRowsPastTheLimit() {
        store(IntStream.range(0, 2_000).mapToObj(i -> record("row-" + i)).toList());

        assertThatThrownBy(() -> store(List.of(record("past"))))
                .isInstanceOf(BufferUnavailable.class)
                .hasMessageContaining("full");
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(inserts.stream().flatMap(List::stream)).doesNotContain("past");
    }

    @Test
    void shouldGiveItsPlaceBackWhereARowIsNotStored() {
        failure = new SQLException("no space left on device", "53100");
        assertThatThrownBy(() -> store(List.of(record("failed")))).isInstanceOf(BufferUnavailable.class);
        assertThat(monitor.failure()).isEqualTo("no space left on device");
        failure = null;
        await().atMost(Duration.ofSeconds(2))
                .ignoreExceptions()
                .untilAsserted(() -> store(IntStream.range(0, 2_000)
                        .mapToObj(i -> record("row-" + i))
                        .toList()));
    }

    private GroupCommit group(Duration timeout) {
        return new GroupCommit(
                context,
                timeout,
                new Ledger(metrics),
                Runnable::run,
                monitor,
                TransactionOperations.withoutTransaction());
    }

    private double counter(String what) {
        return metrics.counter("bridge.events." + what, "source", "demo", "provider", "sendgrid")
                .count();
    }

    private static void awaitWaiting(int requests) {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("request-"))
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == requests);
    }

    private void insert(Exchange exchange) throws Exception {
        firstInsert.countDown();
        hold.await();
        List<String> ids = Arrays.asList(exchange.getMessage().getHeader("eventIds", String[].class));
        if (failure != null) {
            throw failure;
        }
        if (error != null) {
            throw error;
        }
        if (ids.contains("bad-data")) {
            throw new SQLException("invalid byte sequence", "22021");
        }
        inserts.add(ids);
    }

    private CompletableFuture<Void> request(String... ids) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        store(Arrays.stream(ids).map(GroupCommitTest::record).toList());
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(new CompletionException(e));
                    }
                },
                "request-" + ids[0]);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void store(List<OutboundRecord> records) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(records);
        try {
            buffer.process(exchange);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboundRecord record(String id) {
        return new OutboundRecord(TAG, id, "topic", null, new byte[] {1}, List.of());
    }
}
