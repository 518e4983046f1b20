package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.publish.RecordFailures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a batch that has been committed is counted as, and how the next one follows from it. */
class ReplayLedgerTest {
    private static final int BATCH = 500;
    private static final int MAX_ATTEMPTS = 5;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<ReplayBatch.Row> rows = new ArrayList<>();
    private PacedReplay replay = new PacedReplay(BATCH, 0);

    @Test
    void shouldCountWhatKafkaTookAndGoOnAtOnce() {
        acknowledged();
        acknowledged();

        settle();

        assertThat(counted("bridge.events.replayed")).isEqualTo(2);
        assertThat(replay.goesOn()).isTrue();
        assertThat(replay.pacer().isDraining()).isTrue();
        assertThat(nextLimit()).isEqualTo(BATCH);
    }

    @Test
    void shouldKeepToTheRateByWhatKafkaTook() {
        replay = new PacedReplay(BATCH, 20);
        IntStream.range(0, 20).forEach(i -> acknowledged());

        settle();

        assertThat(replay.pause()).isBetween(500L, 1000L);
    }

    @Test
    void shouldProbeWithOneRowWhereKafkaTookNone() {
        failed(0, new TimeoutException("broker gone"));
        failed(0, new RecordTooLargeException("2 MB"));

        settle();

        assertThat(replay.goesOn()).as("it waits for the next period").isFalse();
        assertThat(nextLimit()).isEqualTo(1);
        assertThat(metrics.find("bridge.events.replayed").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void shouldGoOnWhereKafkaTookOneRowAndFailedAnother() {
        acknowledged();
        failed(0, new TimeoutException("broker gone"));

        settle();

        assertThat(replay.goesOn()).isTrue();
        assertThat(nextLimit()).isEqualTo(BATCH);
    }

    @Test
    void shouldGoOnWithOtherRowsWhereATopicTakesNone() {
        failed(0, RecordFailures.ofTopic());

        settle();

        assertThat(replay.goesOn()).isTrue();
        assertThat(replay.pause()).isZero();
        assertThat(nextLimit()).isEqualTo(BATCH);
        assertThat(parked()).as("it is no try of the record").isEmpty();
    }

    @Test
    void shouldSendTheRowsOfATooLargeBatchAloneOneAfterTheOther() {
        failed(4, RecordFailures.ofBatch());
        failed(4, RecordFailures.ofBatch());

        settle();

        assertThat(replay.goesOn()).isTrue();
        assertThat(List.of(nextLimit(), nextLimit(), nextLimit())).containsExactly(1, 1, BATCH);
        assertThat(parked()).as("it does not show which one is at fault").isEmpty();
    }

    @Test
    void shouldCountARefusedRecordAsParkedAtItsLastTryOnly() {
        failed(MAX_ATTEMPTS - 2, new RecordTooLargeException("2 MB"));
        settle();
        assertThat(parked()).isEmpty();

        failed(MAX_ATTEMPTS - 1, new RecordTooLargeException("2 MB"));
        settle();

        assertThat(parked()).singleElement().satisfies(counter -> {
            assertThat(counter.count()).isEqualTo(1);
            assertThat(counter.getId().getTag("reason")).isEqualTo("record_too_large");
            assertThat(counter.getId().getTag("source")).isEqualTo("demo");
        });
        assertThat(replay.goesOn()).isTrue();
        assertThat(nextLimit()).as("Kafka is there").isEqualTo(BATCH);
    }

    @Test
    void shouldKeepToTheRateByWhatKafkaRefused() {
        replay = new PacedReplay(BATCH, 20);
        IntStream.range(0, 20).forEach(i -> failed(0, new RecordTooLargeException("2 MB")));

        settle();

        assertThat(replay.pause()).isBetween(500L, 1000L);
    }

    @Test
    void shouldCountExpiredRowsAsParkedEachByItsKindAndLookForMore() {
        Exchange expired = expired(List.of(expiredRow(null), expiredRow(null), expiredRow("invalid")));

        assertThat(expired.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
        assertThat(counted("bridge.events.parked")).isEqualTo(2);
        assertThat(counted("bridge.dead.letters.parked")).isEqualTo(1);
        assertThat(parked()).allSatisfy(counter -> assertThat(counter.getId().getTag("reason"))
                .isEqualTo("expired"));
    }

    @Test
    void shouldRestAndLogNothingWhereNoRowHasExpired() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ReplayLedger.class);
        logger.addAppender(log);
        Exchange expired = expired(List.of());
        logger.detachAppender(log);

        assertThat(expired.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);
        assertThat(parked()).isEmpty();
        assertThat(log.list).isEmpty();
    }

    private Exchange expired(List<Map<String, Object>> moved) {
        replay.exchange().getMessage().setBody(moved);
        ledger().expired(replay.exchange());
        return replay.exchange();
    }

    private static Map<String, Object> expiredRow(String rejection) {
        Map<String, Object> row = new HashMap<>();
        row.put("source", "demo");
        row.put("provider", "sendgrid");
        row.put("rejection", rejection);
        return row;
    }

    private void acknowledged() {
        row(0).acknowledge();
    }

    private void failed(int attempts, Exception failure) {
        row(attempts).fail(failure);
    }

    private OutboundRecord row(int attempts) {
        OutboundRecord outbound = new OutboundRecord(
                new Tag("demo", "sendgrid", null), "id", "email-events", null, new byte[] {1}, List.of());
        rows.add(new ReplayBatch.Row(rows.size(), attempts, outbound));
        return outbound;
    }

    /** A run with one batch of the rows, which have been sent and committed. */
    private void settle() {
        replay.begin();
        replay.run().read(replay.run().next(), rows);
        new ReplayBatch(List.copyOf(rows)).attachTo(replay.exchange());
        ledger().process(replay.exchange());
        replay.end();
        rows.clear();
    }

    private int nextLimit() {
        replay.begin();
        return replay.limit();
    }

    private ReplayLedger ledger() {
        return new ReplayLedger(new Ledger(metrics), replay.pacer(), MAX_ATTEMPTS);
    }

    private double counted(String name) {
        return metrics.get(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private List<Counter> parked() {
        return metrics.getMeters().stream()
                .filter(meter -> meter.getId().getName().endsWith(".parked"))
                .map(Counter.class::cast)
                .toList();
    }
}
