package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(100, List.of("only"));
    private final BodyBudget.Share first = budget.share("only");
    private final BodyBudget.Share second = budget.share("only");

    @Test
    void shouldBoundTheBytesOfAllBodiesTogether() {
        assertThat(first.take(60)).isTrue();
        assertThat(second.take(41)).isFalse();
        assertThat(second.take(40)).isTrue();
        assertThat(first.take(1)).isFalse();
    }

    @Test
    void shouldGiveAShareBackOnce() {
        first.take(60);
        second.take(40);

        first.release();
        first.release();

        assertThat(second.take(61)).isFalse();
        assertThat(second.take(60)).isTrue();
    }

    @Test
    void shouldCountNothingOfARefusedTake() {
        first.take(50);
        second.take(51);
        second.release();

        assertThat(first.take(50)).isTrue();
    }

    @Test
    void shouldLeaveEachSourceItsOwnWhoeverFillsTheRest() {
        BodyBudget shared = new BodyBudget(100, List.of("loud", "quiet"));
        BodyBudget.Share loud = shared.share("loud");
        BodyBudget.Share quiet = shared.share("quiet");

        assertThat(loud.take(75)).isTrue();
        assertThat(loud.take(1)).isFalse();
        assertThat(quiet.take(25)).isTrue();
        assertThat(quiet.take(1)).isFalse();

        loud.release();
        assertThat(quiet.take(50)).isTrue();
        quiet.release();
        assertThat(loud.take(75)).isTrue();
    }
}
