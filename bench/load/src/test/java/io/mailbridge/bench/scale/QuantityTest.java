package io.mailbridge.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void shouldReadTimesAndSizes() {
        assertThat(Quantity.seconds("90s")).isEqualTo(90);
        assertThat(Quantity.seconds("1.5h")).isEqualTo(5_400);
        assertThat(Quantity.bytes("100GB")).isEqualTo(1e11);
    }

    @Test
    void shouldSayWhatItWouldRead() {
        assertThatThrownBy(() -> Quantity.seconds("10")).hasMessage("'10' is not a time such as 90s, 10m, 2h or 1d");
        assertThatThrownBy(() -> Quantity.bytes("10GiB"))
                .hasMessage("'10GiB' is not a size such as 500MB, 100GB or 2TB");
    }

    @Test
    void shouldPrintTheLargestUnit() {
        assertThat(Quantity.time(5)).isEqualTo("5.0 s");
        assertThat(Quantity.time(600)).isEqualTo("10 min");
        assertThat(Quantity.time(86_400)).isEqualTo("24 h");
        assertThat(Quantity.time(Double.POSITIVE_INFINITY)).isEqualTo("never");
        assertThat(Quantity.size(3.6e12)).isEqualTo("3.6 TB");
    }
}
