package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayPacerTest {
    private static final int MANY = 10;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @Test
    void shouldClaimAFullBatchWithoutARate() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.process(exchange);
        pacer.sent(exchange, 500);

        assertThat(limit()).isEqualTo(500);
        assertThat(exchange.getProperty(ReplayPacer.PAUSE)).isEqualTo(0L);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
    }

    @Test
    void shouldClaimNoMoreThanASecondOfTheRate() {
        ReplayPacer pacer = pacer(500, 20);

        pacer.process(exchange);
        pacer.sent(exchange, 20);

        assertThat(limit()).isEqualTo(20);
        assertThat(exchange.getProperty(ReplayPacer.PAUSE, Long.class)).isBetween(500L, 1000L);
    }

    @Test
    void shouldProbeAfterAnOutageUntilKafkaTakesARow() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.metOutage(new TimeoutException("late"));
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);

        pacer.sent(exchange, 1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(500);
    }

    @Test
    void shouldSendTheRowsOfATooLargeBatchAloneAndThenTogetherAgain() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.sendAlone(2);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(500);
    }

    @Test
    void shouldRunBatchesSideBySideOnlyWhileItDrains() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.process(exchange);
        assertThat(batches()).hasSize(1);

        pacer.sent(exchange, 500);
        pacer.process(exchange);
        assertThat(batches()).hasSize(MANY);

        pacer.metOutage(new TimeoutException("late"));
        pacer.process(exchange);
        assertThat(batches()).hasSize(1);
    }

    @Test
    void shouldFillTheLanesAndNoMoreWhereABatchFindsNoRows() {
        ReplayPacer pacer = pacer(500, 0);
        pacer.sent(exchange, 500);

        pacer.process(exchange);
        pacer.aggregate(null, found(false, false));

        assertThat(batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldEndTheRunWhereABatchMeetsAnOutageOrIsTooLarge() {
        ReplayPacer pacer = pacer(500, 0);
        pacer.sent(exchange, 500);
        pacer.process(exchange);
        pacer.sendAlone(1);
        assertThat(batches()).hasSize(ReplayPacer.LANES);

        pacer.process(exchange);
        pacer.process(exchange);
        pacer.metOutage(new TimeoutException("late"));
        assertThat(batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldClaimBehindWhatTheRunHasClaimedAndAnewInTheNext() {
        ReplayPacer pacer = pacer(500, 0);
        pacer.sent(exchange, 500);

        pacer.process(exchange);
        assertThat(iterator().next()).containsEntry("from", 0L);
        pacer.claimed(700);
        pacer.claimed(500);
        assertThat(iterator().next()).containsEntry("from", 700L);

        pacer.process(exchange);
        assertThat(iterator().next()).containsEntry("from", 0L);
    }

    @Test
    void shouldRunOneBatchAtATimeWithARate() {
        ReplayPacer pacer = pacer(500, 20);

        pacer.sent(exchange, 20);
        pacer.process(exchange);

        assertThat(batches()).hasSize(1);
    }

    @Test
    void shouldSendOneRowAfterATooLargeBatchAndNoneBesideIt() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.sent(exchange, 500);
        pacer.sendAlone(1);
        pacer.process(exchange);

        List<Map<String, Object>> batches = batches();
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0)).containsEntry("limit", 1);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "false, false, false", "false, , ", ", true, true"})
    void shouldJoinWhatBatchesHaveFound(Boolean first, Boolean second, Boolean joined) {
        Exchange result = pacer(500, 0).aggregate(found(first, false), found(second, false));

        assertThat(result.getProperty(ReplayReader.HAS_ROWS)).isEqualTo(joined);
    }

    @Test
    void shouldGoOnAtOnceWhereOneBatchAsksForIt() {
        ReplayPacer pacer = pacer(500, 0);

        Exchange result = pacer.aggregate(pacer.aggregate(null, found(true, false)), found(true, true));

        assertThat(result.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
    }

    @Test
    void shouldEndTheDrainOnlyWhereNoBatchFoundRows() {
        ReplayPacer pacer = pacer(500, 0);
        pacer.sent(exchange, 500);

        pacer.ended(found(true, true));
        pacer.ended(found(null, false));
        assertThat(pacer.isDraining()).isTrue();

        pacer.ended(found(false, false));
        assertThat(pacer.isDraining()).isFalse();
    }

    private Exchange found(Boolean rows, boolean goOn) {
        Exchange batch = new DefaultExchange(context);
        batch.setProperty(ReplayReader.HAS_ROWS, rows);
        batch.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, goOn);
        return batch;
    }

    /** The batches of the run, or the first {@link #MANY}. */
    private List<Map<String, Object>> batches() {
        List<Map<String, Object>> batches = new ArrayList<>();
        while (batches.size() < MANY && iterator().hasNext()) {
            batches.add(iterator().next());
        }
        return batches;
    }

    @SuppressWarnings("unchecked")
    private Iterator<Map<String, Object>> iterator() {
        return exchange.getProperty(ReplayPacer.BATCHES, Iterator.class);
    }

    private ReplayPacer pacer(int batchSize, int maxRate) {
        return new ReplayPacer(
                new ReplaySettings(batchSize, maxRate, 5, 1000),
                new PublishBreaker(context),
                new TopicAvailability(List.of(), new SimpleMeterRegistry()));
    }

    private int limit() {
        return (int) iterator().next().get("limit");
    }
}
