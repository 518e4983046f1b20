package io.mailbridge.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void shouldTakeTheMedian() {
        assertThat(Ratios.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Ratios.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
        assertThat(Ratios.median(List.of())).isNaN();
    }

    @Test
    void shouldDivideRoundByRoundBeforeItTakesTheMedian() {
        List<Double> ours = List.of(80.0, 10.0, 40.0);
        List<Double> base = List.of(100.0, 20.0, 40.0);
        assertThat(Ratios.ratio(ours, base, Double::doubleValue)).isEqualTo(0.8);
    }

    @Test
    void shouldRefuseSidesThatRanUnequally() {
        assertThatThrownBy(() -> Ratios.ratio(List.of(1.0), List.of(1.0, 2.0), Double::doubleValue))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTellTheSpread() {
        assertThat(Ratios.spread(List.of(20.0, 10.0, 13.0))).isEqualTo(2);
    }
}
