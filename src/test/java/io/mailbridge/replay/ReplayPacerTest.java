package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayPacerTest {
    private static final int MANY = 10;
    private static final Claim BATCH = new Claim(0, Long.MAX_VALUE, 500, Set.of(), false);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @Test
    void shouldClaimAFullBatchWithoutARate() {
        ReplayPacer pacer = pacer(500, 0);

        drain(pacer);
        assertThat(limit()).isEqualTo(500);
        pacer.ended(exchange);

        assertThat(exchange.getProperty(ReplayPacer.PAUSE)).isEqualTo(0L);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
    }

    @Test
    void shouldClaimNoMoreThanASecondOfTheRate() {
        ReplayPacer pacer = pacer(500, 20);

        pacer.process(exchange);
        assertThat(limit()).isEqualTo(20);
        pacer.sent(run(), 20);
        pacer.ended(exchange);

        assertThat(exchange.getProperty(ReplayPacer.PAUSE, Long.class)).isBetween(500L, 1000L);
    }

    @Test
    void shouldProbeAfterAnOutageUntilKafkaTakesARow() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.metOutage(new TimeoutException("late"));
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);

        pacer.sent(run(), 1);
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
        assertThat(lanes()).isEqualTo(1);
        assertThat(batches()).hasSize(1);

        pacer.sent(run(), 500);
        pacer.process(exchange);
        assertThat(lanes()).isEqualTo(ReplayPacer.LANES);
        assertThat(batches()).hasSize(MANY);

        pacer.metOutage(new TimeoutException("late"));
        pacer.process(exchange);
        assertThat(lanes()).isEqualTo(1);
        assertThat(batches()).hasSize(1);
    }

    @Test
    void shouldFillTheLanesAndNoMoreWhereABatchFindsNoRows() {
        ReplayPacer pacer = pacer(500, 0);
        drain(pacer);

        pacer.process(exchange);
        run().read(BATCH, List.of());

        assertThat(batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldEndTheRunWhereABatchMeetsAnOutageOrIsTooLarge() {
        ReplayPacer pacer = pacer(500, 0);
        drain(pacer);
        pacer.process(exchange);
        pacer.sendAlone(1);
        assertThat(batches()).hasSize(ReplayPacer.LANES);

        pacer.process(exchange);
        pacer.process(exchange);
        pacer.metOutage(new TimeoutException("late"));
        assertThat(batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldClaimAfterWhatTheRunHasClaimedAndFromTheStartInTheNext() {
        ReplayPacer pacer = pacer(500, 0);
        drain(pacer);

        pacer.process(exchange);
        assertThat(run().next().parameters()).containsEntry("from", 0L);
        run().read(BATCH, rows(700));
        run().read(BATCH, rows(500));
        assertThat(run().next().parameters()).containsEntry("from", 700L);

        pacer.process(exchange);
        assertThat(run().next().parameters()).containsEntry("from", 0L);
    }

    @Test
    void shouldRunOneBatchAtATimeWithARate() {
        ReplayPacer pacer = pacer(500, 20);

        drain(pacer);
        pacer.process(exchange);

        assertThat(batches()).hasSize(1);
    }

    @Test
    void shouldSendOneRowAfterATooLargeBatchAndNoneBesideIt() {
        ReplayPacer pacer = pacer(500, 0);

        drain(pacer);
        pacer.sendAlone(1);
        pacer.process(exchange);

        List<Claim> batches = batches();
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).parameters()).containsEntry("limit", 1);
    }

    /** An empty cell is a claim that failed, so that it is not known whether there are rows. */
    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, false", "false, false, true", "false, , false", ", true, false"})
    void shouldJoinWhatBatchesHaveFound(Boolean first, Boolean second, boolean nothing) {
        ReplayPacer pacer = pacer(500, 0);
        drain(pacer);
        pacer.process(exchange);

        find(first);
        find(second);

        assertThat(run().foundNothing()).isEqualTo(nothing);
    }

    @Test
    void shouldGoOnAtOnceWhereOneBatchAsksForIt() {
        ReplayPacer pacer = pacer(500, 0);
        pacer.process(exchange);

        find(true);
        find(true);
        pacer.goOn(run(), 1);
        pacer.ended(exchange);

        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
    }

    @Test
    void shouldEndTheDrainOnlyWhereNoBatchFoundRows() {
        ReplayPacer pacer = pacer(500, 0);
        drain(pacer);

        end(pacer, true);
        end(pacer, null);
        assertThat(pacer.isDraining()).isTrue();

        end(pacer, false);
        assertThat(pacer.isDraining()).isFalse();
    }

    private void end(ReplayPacer pacer, Boolean found) {
        pacer.process(exchange);
        find(found);
        pacer.ended(exchange);
    }

    private void find(Boolean rows) {
        Claim claim = run().next();
        if (rows != null) {
            run().read(claim, rows ? rows(1) : List.of());
        }
    }

    private static List<ReplayBatch.Row> rows(long lastId) {
        return List.of(new ReplayBatch.Row(lastId, 0, null));
    }

    /** A run in which Kafka took rows. */
    private void drain(ReplayPacer pacer) {
        pacer.process(exchange);
        pacer.sent(run(), 500);
    }

    private ReplayRun run() {
        return ReplayRun.of(exchange);
    }

    /** The batches of the run, or the first {@link #MANY}. */
    private List<Claim> batches() {
        List<Claim> batches = new ArrayList<>();
        Claim next = run().next();
        while (next != null) {
            batches.add(next);
            next = batches.size() < MANY ? run().next() : null;
        }
        return batches;
    }

    private int lanes() {
        return exchange.getProperty(ReplayPacer.LANE_NUMBERS, List.class).size();
    }

    private ReplayPacer pacer(int batchSize, int maxRate) {
        return new ReplayPacer(
                new ReplaySettings(batchSize, maxRate, 5, 1000),
                new PublishBreaker(context),
                new TopicAvailability(List.of(), new SimpleMeterRegistry()));
    }

    private int limit() {
        return (int) run().next().parameters().get("limit");
    }
}
