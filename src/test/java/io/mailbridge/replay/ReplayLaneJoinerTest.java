package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ReplayLaneJoinerTest {
    private static final Claim BATCH = new Claim(0, Long.MAX_VALUE, 500, Set.of(), false);
    private static final Claim TRIAL = new Claim(6, 7, 1, Set.of(), true);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ReplayRun run = new ReplayRun(List.of(), 3, Long.MAX_VALUE, () -> true, id -> BATCH);
    private final ReplayLaneJoiner joiner = new ReplayLaneJoiner();

    @Test
    void shouldEndTheRunWhereAClaimHasFailed() {
        joiner.aggregate(null, lane(null, null));
        joiner.aggregate(null, lane(BATCH, true));
        joiner.aggregate(null, lane(TRIAL, null));
        assertThat(run.isExhausted()).isFalse();

        joiner.aggregate(null, lane(BATCH, null));
        assertThat(run.isExhausted()).isTrue();
    }

    @Test
    void shouldGoOnWithALaneThatHasNotFailed() {
        Exchange done = lane(null, null);
        Exchange failed = lane(BATCH, null);

        assertThat(joiner.aggregate(null, failed)).isSameAs(failed);
        assertThat(joiner.aggregate(failed, done)).isSameAs(done);
        assertThat(joiner.aggregate(done, failed)).isSameAs(done);
    }

    /** @param open the claim that it failed in, or null */
    private Exchange lane(Claim open, Boolean hasRows) {
        Exchange lane = new DefaultExchange(context);
        run.attachTo(lane);
        lane.setProperty(ReplayClaimer.HAS_CLAIM, open != null);
        lane.setProperty(ReplayReader.HAS_ROWS, hasRows);
        if (open != null) {
            open.attachTo(lane);
        }
        return lane;
    }
}
