package io.mailbridge.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityTest {
    @Test
    void shouldGiveTheFiguresThatWereMeasured() {
        assertThat(perSecond(1)).isCloseTo(22_284, within(1.0));
        assertThat(perSecond(100)).isCloseTo(173_750, within(1.0));
        assertThat(perSecond(10)).isBetween(22_284.0, 173_750.0);
    }

    @Test
    void shouldDrainLessWhereLiveTrafficTakesMore() {
        Capacity capacity = new Capacity(Plan.of(2, 1_000, 1, 60));

        assertThat(capacity.drain(0).perSecond())
                .isGreaterThan(capacity.drain(20_000).perSecond());
        assertThat(capacity.drain(capacity.live().perSecond()).perSecond()).isCloseTo(0, within(1e-6));
        assertThat(capacity.drain(20_000).cause()).isEqualTo("CPU of the replicas");
    }

    @Test
    void shouldLeaveMoreReplicasToPostgres() {
        Limit two = new Capacity(Plan.of(2, 1_000, 100, 60)).drain(0);
        Limit eight = new Capacity(Plan.of(8, 1_000, 100, 60)).drain(0);
        Limit sixteen = new Capacity(Plan.of(16, 1_000, 100, 60)).drain(0);

        assertThat(two.cause()).isEqualTo("lanes");
        assertThat(eight.cause()).isEqualTo("CPU of PostgreSQL");
        assertThat(sixteen.perSecond()).isEqualTo(eight.perSecond());
    }

    @Test
    void shouldNotDrainFasterWithMoreProcessesOnOneMachine() {
        Limit one = new Capacity(Plan.of(1, 1_000, 100, 60).onOneMachine(2)).drain(10_000);
        Limit three = new Capacity(Plan.of(3, 1_000, 100, 60).onOneMachine(2)).drain(10_000);

        assertThat(three.perSecond()).isEqualTo(one.perSecond()).isLessThan(58_320);
        assertThat(one.cause()).isEqualTo("machine");
    }

    private static double perSecond(double events) {
        return new Capacity(Plan.of(1, 1_000, events, 60).onOneMachine(2))
                .live()
                .perSecond();
    }
}
