package io.mailbridge.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrainCurveTest {
    @Test
    void shouldLeaveOutTheWaitForTheBroker() {
        DrainCurve curve = new DrainCurve();
        curve.add(0, 0);
        curve.add(4, 1);
        curve.add(5, 1);
        curve.add(6, 100);
        curve.add(7, 200);
        assertThat(curve.rate()).isEqualTo(100);
    }

    @Test
    void shouldTellTheFirstAndTheLastRowsApart() {
        DrainCurve curve = new DrainCurve();
        curve.add(0, 0);
        curve.add(1, 1_000);
        curve.add(2, 2_000);
        curve.add(3, 2_500);
        curve.add(4, 3_000);
        assertThat(curve.firstRate(1_500)).isCloseTo(1_000, within(0.1));
        assertThat(curve.lastRate(1_000)).isCloseTo(500, within(0.1));
        assertThat(curve.rows()).isEqualTo(3_000);
    }

    @Test
    void shouldGiveNoNumberWhereNothingWasReplayed() {
        assertThat(new DrainCurve().rate()).isNaN();
    }
}
