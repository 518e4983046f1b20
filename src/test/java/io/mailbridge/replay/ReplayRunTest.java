package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which batches a run has, and whether another run follows at once. */
class ReplayRunTest {
    @Test
    void shouldFillTheLanesAndNoMoreWhereABatchFindsNoRows() {
        PacedReplay replay = new PacedReplay(500, 0);
        replay.drain();

        replay.begin();
        replay.run().read(PacedReplay.BATCH, List.of());

        assertThat(replay.batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldEndTheRunWhereABatchMeetsAnOutageOrIsTooLarge() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();
        replay.drain();
        replay.begin();
        pacer.sendAlone(1);
        assertThat(replay.batches()).hasSize(ReplayPacer.LANES);

        replay.begin();
        replay.begin();
        pacer.metOutage(new TimeoutException("late"));
        assertThat(replay.batches()).hasSize(ReplayPacer.LANES);
    }

    @Test
    void shouldClaimAfterWhatTheRunHasClaimedAndFromTheStartInTheNext() {
        PacedReplay replay = new PacedReplay(500, 0);
        replay.drain();

        replay.begin();
        assertThat(replay.run().next().parameters()).containsEntry("from", 0L);
        replay.run().read(PacedReplay.BATCH, PacedReplay.rows(700));
        replay.run().read(PacedReplay.BATCH, PacedReplay.rows(500));
        assertThat(replay.run().next().parameters()).containsEntry("from", 700L);

        replay.begin();
        assertThat(replay.run().next().parameters()).containsEntry("from", 0L);
    }

    /** An empty cell is a claim that failed, so that it is not known whether there are rows. */
    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, false", "false, false, true", "false, , false", ", true, false"})
    void shouldJoinWhatBatchesHaveFound(Boolean first, Boolean second, boolean nothing) {
        PacedReplay replay = new PacedReplay(500, 0);
        replay.drain();
        replay.begin();

        replay.find(first);
        replay.find(second);

        assertThat(replay.run().foundNothing()).isEqualTo(nothing);
    }

    @Test
    void shouldGoOnAtOnceWhereOneBatchAsksForIt() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();
        replay.begin();

        replay.find(true);
        replay.find(true);
        pacer.goOn(replay.run(), 1);
        replay.end();

        assertThat(replay.goesOn()).isTrue();
    }

    @Test
    void shouldEndTheDrainOnlyWhereNoBatchFoundRows() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();
        replay.drain();

        replay.end(true);
        replay.end(null);
        assertThat(pacer.isDraining()).isTrue();

        replay.end(false);
        assertThat(pacer.isDraining()).isFalse();
    }

    @Test
    void shouldRunBatchesSideBySideOnlyWhileItDrains() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();

        replay.begin();
        assertThat(replay.lanes()).isEqualTo(1);
        assertThat(replay.batches()).hasSize(1);

        pacer.sent(replay.run(), 500);
        replay.begin();
        assertThat(replay.lanes()).isEqualTo(ReplayPacer.LANES);
        assertThat(replay.batches()).hasSize(PacedReplay.MANY);

        pacer.metOutage(new TimeoutException("late"));
        replay.begin();
        assertThat(replay.lanes()).isEqualTo(1);
        assertThat(replay.batches()).hasSize(1);
    }
}
