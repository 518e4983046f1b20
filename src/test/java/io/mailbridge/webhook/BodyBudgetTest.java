package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(100);
    private final BodyBudget.Share first = budget.share();
    private final BodyBudget.Share second = budget.share();

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
}
