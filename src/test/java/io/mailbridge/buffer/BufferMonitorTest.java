package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.EOFException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** When the buffer is checked, and what checks and writes say about it. */
class BufferMonitorTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private long now = Long.MAX_VALUE - 1_000;
    private final BufferMonitor monitor = new BufferMonitor(metrics, 0, () -> now);

    @Test
    void shouldNotBeAvailableBeforeTheFirstCheck() {
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldBeAvailableForFifteenSecondsAfterACheck() {
        find(1);

        advance(Duration.ofMillis(14_900));
        assertThat(monitor.isAvailable()).isTrue();
        advance(Duration.ofMillis(200));
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.failure()).contains("watch-buffer");
    }

    @Test
    void shouldNotBeAvailableFromTheFirstUnansweredCheckOn() {
        find(1);
        monitor.isDue();
        monitor.stepFailed(new IllegalStateException(new SQLException("An I/O error occurred", new EOFException())));

        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.failure()).isEqualTo("An I/O error occurred");
        find(1);
        assertThat(monitor.isAvailable()).isTrue();
    }

    @Test
    void shouldNotBeAvailableWhileItAnswersButCannotBeWritten() {
        monitor.isDue();
        answered(true, true);
        assertThat(monitor.failure()).isEqualTo("the database is read-only");
        answered(false, false);
        assertThat(monitor.failure()).isEqualTo("its tables are not made yet");
        answered(false, true);
        assertThat(monitor.isAvailable()).isTrue();
    }

    @Test
    void shouldStayAvailableWhenTheRowsCannotBeCounted() {
        find(1);
        monitor.isDue();
        answered(false, true);
        monitor.isCountDue(exchange());
        monitor.stepFailed(new SQLException("canceling statement due to statement timeout", "57014"));

        assertThat(monitor.isAvailable()).isTrue();
        assertThat(monitor.isEmpty()).isFalse();
    }

    @Test
    void shouldBelieveAFailedWriteMoreThanAnAnsweredCheck() {
        find(0);
        assertThat(monitor.isInDoubt()).isFalse();
        monitor.writeFailed("disk full");
        assertThat(monitor.isAvailable()).isFalse();
        assertThat(monitor.isDue()).as("at once").isTrue();
        find(0);

        assertThat(monitor.failure()).isEqualTo("disk full");
        assertThat(monitor.isInDoubt()).isTrue();
        monitor.stepFailed(new SQLException("disk still full"));
        assertThat(monitor.failure()).isEqualTo("disk still full");
        assertThat(monitor.isDue()).as("a try a second").isTrue();
        monitor.tried();
        assertThat(monitor.isAvailable()).isTrue();
    }

    @Test
    void shouldBeAvailableAgainWithTheNextCommit() {
        monitor.writeFailed("disk full");
        monitor.committed(1);

        assertThat(monitor.isAvailable()).isTrue();
        assertThat(monitor.isInDoubt()).isFalse();
    }

    @Test
    void shouldPauseTwentyTimesAsLongAsTheCountTook() {
        count(1, Duration.ofMillis(100));

        advance(Duration.ofMillis(1_990));
        assertThat(monitor.isDue()).as("checks go on").isTrue();
        assertThat(monitor.isCountDue(exchange())).isFalse();
        advance(Duration.ofMillis(20));
        assertThat(monitor.isCountDue(exchange())).isTrue();
    }

    @Test
    void shouldCheckEveryFiveSecondsWhileNothingWaits() {
        find(0);
        assertThat(monitor.isEmpty()).isTrue();

        advance(Duration.ofMillis(4_900));
        assertThat(monitor.isDue()).isFalse();
        advance(Duration.ofMillis(200));
        assertThat(monitor.isDue()).isTrue();
        assertThat(monitor.isEmpty()).isTrue();
    }

    @Test
    void shouldCheckAtOnceWhenThisProcessWrites() {
        find(0);
        advance(Duration.ofMillis(1));
        monitor.committed(1);

        assertThat(monitor.isEmpty()).isFalse();
        find(0);
        assertThat(monitor.isEmpty()).as("expired or replayed since").isTrue();
    }

    @Test
    void shouldNotTakeTheBufferForEmptyWhenARowComesDuringACount() {
        monitor.isDue();
        answered(false, true);
        monitor.isCountDue(exchange());
        monitor.committed(1);
        counted(0);

        assertThat(monitor.isEmpty()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldNotTakeTheBufferForEmptyWithoutAFreshCheck() {
        assertThat(monitor.isEmpty()).isFalse();
        find(1);
        assertThat(monitor.isEmpty()).isFalse();
        find(0);
        advance(Duration.ofSeconds(16));
        assertThat(monitor.isEmpty()).as("watch-buffer was stopped").isFalse();
        find(0);
        advance(Duration.ofSeconds(5));
        monitor.isDue();
        monitor.stepFailed(new SQLException("refused"));
        assertThat(monitor.isEmpty()).isFalse();
        assertThat(monitor.isDue()).isTrue();
    }

    @Test
    void shouldBeFullAtItsLimitAndSayHowFullItIs() {
        BufferMonitor limited = new BufferMonitor(new SimpleMeterRegistry(), 2, () -> now);
        limited.committed(0);

        assertThat(limited.admits(2)).isTrue();
        assertThat(limited.isAvailable()).isFalse();
        assertThat(limited.failure()).isEqualTo("bridge.buffer.max-rows is reached");
        limited.abandoned(2);
        assertThat(limited.isAvailable()).isTrue();
    }

    @Test
    void shouldWakeTheReplayWhenThereMayBeRows() throws Exception {
        assertThatSleepEndsBy(() -> monitor.committed(1));
        assertThatSleepEndsBy(() -> monitor.writeFailed("disk full"));
        assertThatSleepEndsBy(() -> monitor.stepFailed(new SQLException("refused")));
        assertThatSleepEndsBy(() -> {
            advance(Duration.ofSeconds(5));
            find(1);
        });
    }

    private void assertThatSleepEndsBy(Runnable change) throws InterruptedException {
        monitor.committed(0);
        advance(Duration.ofSeconds(1));
        find(0);
        IdlePollStrategy strategy = monitor.restWhileEmpty(monitor::isEmpty);
        Thread timer = new Thread(() -> strategy.begin(null, null));
        timer.start();
        await().until(() -> timer.getState() == Thread.State.TIMED_WAITING);

        change.run();
        timer.join(5_000);
        assertThat(timer.isAlive()).isFalse();
    }

    private void advance(Duration time) {
        now += time.toNanos();
    }

    private void find(long rows) {
        monitor.isDue();
        answered(false, true);
        count(rows, Duration.ZERO);
    }

    private void count(long rows, Duration took) {
        assertThat(monitor.isCountDue(exchange())).isTrue();
        advance(took);
        counted(rows);
    }

    private void answered(boolean readOnly, boolean made) {
        Exchange exchange = exchange();
        exchange.getMessage().setBody(Map.of("read_only", readOnly, "made", made));
        monitor.answered(exchange);
    }

    private void counted(long rows) {
        Map<String, Object> row = new HashMap<>();
        row.put("first_id", rows == 0 ? null : 1L);
        row.put("last_id", rows);
        row.put("oldest_age_seconds", 2.0);
        row.put("tail_rows", rows);
        row.put("tail_last", rows);
        row.put("tail_letters", 0L);
        row.put("again_rows", 0L);
        row.put("again_letters", 0L);
        Exchange exchange = exchange();
        exchange.getMessage().setBody(row);
        monitor.process(exchange);
    }

    private Exchange exchange() {
        return new DefaultExchange(context);
    }
}
