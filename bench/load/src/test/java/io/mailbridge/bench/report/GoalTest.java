package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void shouldTellOnWhichSideOfTheLimitAGoalIsMet() {
        assertThat(Goal.SINGLE.isMetBy(0.85, 0)).isTrue();
        assertThat(Goal.SINGLE.isMetBy(0.849, 0)).isFalse();
        assertThat(Goal.SINGLE_CPU.isMetBy(1.5, 0)).isTrue();
        assertThat(Goal.SINGLE_CPU.isMetBy(1.51, 0)).isFalse();
        assertThat(Goal.OUTAGE_P99.isMetBy(250, 0)).isFalse();
        assertThat(Goal.OUTAGE_P99.isMetBy(249.9, 0)).isTrue();
    }

    @Test
    void shouldAllowTwiceWhatTheBareProgramNeedsAtRest() {
        assertThat(Goal.IDLE_CPU.isMetBy(0.0015, 0.0001)).isTrue();
        assertThat(Goal.IDLE_CPU.isMetBy(0.0016, 0.0001)).isFalse();
        assertThat(Goal.IDLE_CPU.isMetBy(0.004, 0.002)).isTrue();
        assertThat(Goal.IDLE_CPU.isMetBy(0.0041, 0.002)).isFalse();
    }

    @Test
    void shouldWriteLimitsAsPeopleWould() {
        assertThat(Goal.ACTOR.limit()).isEqualTo("at least 3");
        assertThat(Goal.IDLE_CPU.limit()).isEqualTo("at most 0.0015 cores, or 2 times the bare program's");
        assertThat(Goal.MEMORY.limit()).isEqualTo("at most 400 MB");
        assertThat(Goal.KILL.limit()).isEqualTo("under 2,500 ms");
    }
}
