package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** How many rows the next batch claims, and when. */
class ReplayPacerTest {
    @Test
    void shouldClaimAFullBatchWithoutARate() {
        PacedReplay replay = new PacedReplay(500, 0);

        replay.drain();
        assertThat(replay.limit()).isEqualTo(500);
        replay.end();

        assertThat(replay.pause()).isZero();
        assertThat(replay.goesOn()).isTrue();
    }

    @Test
    void shouldClaimNoMoreThanASecondOfTheRate() {
        PacedReplay replay = new PacedReplay(500, 20);
        ReplayPacer pacer = replay.pacer();

        replay.begin();
        assertThat(replay.limit()).isEqualTo(20);
        pacer.sent(replay.run(), 20);
        replay.end();

        assertThat(replay.pause()).isBetween(500L, 1000L);
    }

    @Test
    void shouldProbeAfterAnOutageUntilKafkaTakesARow() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();

        pacer.metOutage(new TimeoutException("late"));
        replay.begin();
        assertThat(replay.limit()).isEqualTo(1);
        assertThat(replay.goesOn()).isFalse();

        pacer.sent(replay.run(), 1);
        replay.begin();
        assertThat(replay.limit()).isEqualTo(500);
    }

    /** The outage may have taken out all topics, and without traffic nobody else finds that they are back. */
    @Test
    void shouldProbeWithARowOfATopicOutOfServiceToo() {
        Set<String> out = Set.of("events", "rejected");
        ReplayWindow window = new ReplayWindow(() -> out, () -> out, System::nanoTime);
        PacedReplay replay = new PacedReplay(500, window);
        replay.begin();
        window.lookedAhead(List.of(
                Map.of("topic", "events", "first", 7L, "last", 9L, "rows", 2L),
                Map.of("topic", "rejected", "first", 8L, "last", 8L, "rows", 1L)));

        replay.pacer().metOutage(new TimeoutException("late"));
        replay.begin();

        assertThat(replay.run().next()).isEqualTo(new Claim(6, 7, 1, Set.of(), true));
        assertThat(replay.limit()).isEqualTo(1);
        assertThat(replay.run().next()).isNull();
    }

    @Test
    void shouldGoOnAtOnceWhereRowsThatCanBeSentMayFollow() {
        PacedReplay replay = lookedAheadAtRowsThatCannotBeSent();
        assertThat(replay.exchange().getProperty(ReplayPacer.PASSES_OVER)).isEqualTo(true);

        replay.find(false);
        replay.end();

        assertThat(replay.goesOn()).isTrue();
        replay.begin();
        assertThat(replay.exchange().getMessage().getHeader(ReplayPacer.LOOK_FROM))
                .isEqualTo((long) ReplayWindow.ROWS);
        assertThat(replay.goesOn()).as("before its end").isFalse();
    }

    @Test
    void shouldNotGoOnBeforeTheRowsItHasSeenAreClaimedOrInAnOutage() {
        PacedReplay claimed = lookedAheadAtRowsThatCannotBeSent();
        claimed.find(true);
        claimed.end();
        assertThat(claimed.goesOn()).isFalse();

        PacedReplay outage = lookedAheadAtRowsThatCannotBeSent();
        outage.find(false);
        outage.pacer().metOutage(new TimeoutException("late"));
        outage.end();
        assertThat(outage.goesOn()).isFalse();
    }

    private static PacedReplay lookedAheadAtRowsThatCannotBeSent() {
        ReplayWindow window = new ReplayWindow(() -> Set.of("dead"), Set::of, System::nanoTime);
        PacedReplay replay = new PacedReplay(500, window);
        replay.begin();
        long rows = ReplayWindow.ROWS;
        replay.exchange()
                .getMessage()
                .setBody(List.of(Map.of("topic", "dead", "first", 1L, "last", rows, "rows", rows)));
        replay.pacer().lookedAhead(replay.exchange());
        return replay;
    }

    @Test
    void shouldSendTheRowsOfATooLargeBatchAloneAndThenTogetherAgain() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();

        pacer.sendAlone(2);
        replay.begin();
        assertThat(replay.limit()).isEqualTo(1);
        replay.begin();
        assertThat(replay.limit()).isEqualTo(1);
        replay.begin();
        assertThat(replay.limit()).isEqualTo(500);
    }

    @Test
    void shouldRunOneBatchAtATimeWithARate() {
        PacedReplay replay = new PacedReplay(500, 20);

        replay.drain();
        replay.begin();

        assertThat(replay.batches()).hasSize(1);
    }

    @Test
    void shouldSendOneRowAfterATooLargeBatchAndNoneBesideIt() {
        PacedReplay replay = new PacedReplay(500, 0);
        ReplayPacer pacer = replay.pacer();

        replay.drain();
        pacer.sendAlone(1);
        replay.begin();

        List<Claim> batches = replay.batches();
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).parameters()).containsEntry("limit", 1);
    }
}
