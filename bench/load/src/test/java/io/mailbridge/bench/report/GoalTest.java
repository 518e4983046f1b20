package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void shouldTellOnWhichSideOfTheLimitAGoalIsMet() {
        assertThat(Goal.SINGLE.isMetBy(0.75)).isTrue();
        assertThat(Goal.SINGLE.isMetBy(0.749)).isFalse();
        assertThat(Goal.SINGLE_CPU.isMetBy(1.6)).isTrue();
        assertThat(Goal.SINGLE_CPU.isMetBy(1.61)).isFalse();
        assertThat(Goal.OUTAGE_P99.isMetBy(250)).isFalse();
        assertThat(Goal.OUTAGE_P99.isMetBy(249.9)).isTrue();
    }

    @Test
    void shouldWriteLimitsAsPeopleWould() {
        assertThat(Goal.ACTOR.limit()).isEqualTo("at least 2");
        assertThat(Goal.IDLE_CPU.limit()).isEqualTo("at most 0.002 cores");
        assertThat(Goal.MEMORY.limit()).isEqualTo("at most 400 MB");
        assertThat(Goal.KILL.limit()).isEqualTo("under 2,500 ms");
    }
}
