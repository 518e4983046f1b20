package io.mailbridge.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    private static final double RECOVERY = Measured.RECOVERY_SECONDS.value();

    @ParameterizedTest
    @CsvSource({
        "1, 1000, 1, 600, 0, 0, 0, 0",
        "1, 100000, 1, 600, 0, 0, 0, 0",
        "3, 20000, 10, 3600, 5000, 0, 0, 0",
        "2, 20000, 10, 3600, 0, 1000000, 0, 0",
        "2, 20000, 10, 3600, 0, 0, 1e9, 0",
        "2, 20000, 10, 3600, 0, 0, 0, 20000",
        "8, 900000, 100, 60, 0, 0, 0, 0",
        "2, 30000, 10, 60, 0, 0, 0, 0"
    })
    void shouldAccountForEachEvent(
            int replicas,
            double rate,
            double events,
            double outage,
            double maxRate,
            double maxRows,
            double disk,
            double kafka) {
        Forecast forecast =
                Forecast.of(new Plan(replicas, rate, events, outage, 2, 2, 0, maxRate, maxRows, disk, kafka));

        assertThat(forecast.published() + forecast.buffered() + forecast.refused())
                .isCloseTo(forecast.arrived(), within(forecast.arrived() * 1e-9));
        assertThat(forecast.replayed() + forecast.left()).isCloseTo(forecast.buffered(), within(1e-3));
    }

    @Test
    void shouldBufferWhatArrivesUntilTheReplayBegins() {
        Forecast forecast = Forecast.of(Plan.of(2, 1_000, 1, 600));

        assertThat(forecast.buffered()).isCloseTo(1_000 * (600 + RECOVERY), within(1e-6));
        assertThat(forecast.refused()).isZero();
        assertThat(forecast.refusedBy()).isEmpty();
        assertThat(forecast.firstRefusal()).isNaN();
    }

    @Test
    void shouldRefuseOnceTheBufferHasMaxRows() {
        Forecast forecast = Forecast.of(Plan.of(2, 1_000, 1, 600).withMaxRows(60_000));

        assertThat(forecast.buffered()).isEqualTo(60_000);
        assertThat(forecast.refusedBy()).isEqualTo("max-rows");
        assertThat(forecast.firstRefusal()).isEqualTo(60);
        assertThat(forecast.refused()).isCloseTo(1_000 * (540 + RECOVERY), within(1e-6));
    }

    @Test
    void shouldRefuseWhatTheReplicasDoNotCarry() {
        Forecast forecast = Forecast.of(Plan.of(1, 100_000, 1, 10));

        assertThat(forecast.refusedBy()).isEqualTo("CPU of the replicas");
        assertThat(forecast.firstRefusal()).isZero();
        // two CPUs, 51.2 us an event
        assertThat(forecast.buffered()).isCloseTo(39_062.5 * (10 + RECOVERY), within(1.0));
    }

    @Test
    void shouldDrainAtTheRateOfEachReplica() {
        Forecast one = Forecast.of(Plan.of(1, 1_000, 10, 600).withMaxRate(5_000));
        Forecast three = Forecast.of(Plan.of(3, 1_000, 10, 600).withMaxRate(5_000));

        assertThat(one.drainRate()).isEqualTo(5_000);
        assertThat(three.drainRate()).isEqualTo(15_000);
        assertThat(three.drainedAfter() - RECOVERY).isCloseTo((one.drainedAfter() - RECOVERY) / 3, within(1e-6));
        assertThat(three.drainLimit()).isEqualTo("max-rate");
    }

    @Test
    void shouldReturnToNormalBeforeThePacedDrainEnds() {
        Forecast paced = Forecast.of(Plan.of(1, 1_000, 10, 600).withMaxRate(5_000));
        Forecast unpaced = Forecast.of(Plan.of(1, 1_000, 10, 600));

        assertThat(paced.normalAfter()).isEqualTo(RECOVERY);
        assertThat(unpaced.normalAfter()).isEqualTo(unpaced.drainedAfter());
    }

    @Test
    void shouldNeverDrainWhatKafkaHasNoRoomFor() {
        Forecast forecast = Forecast.of(new Plan(2, 1_000, 10, 600, 2, 2, 0, 0, 0, 0, 1_000));

        assertThat(forecast.drains()).isFalse();
        assertThat(forecast.left()).isEqualTo(forecast.buffered());
        assertThat(forecast.drainLimit()).isEqualTo("Kafka");
    }

    @Test
    void shouldRefuseAPlanThatMeansNothing() {
        assertThatThrownBy(() -> Plan.of(0, 1_000, 1, 600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--replicas is 0; allowed is 1 or more");
        assertThatThrownBy(() -> Plan.of(1, 1_000, 0.5, 600)).hasMessage("--events is 0.5; allowed is from 1 to 10000");
    }
}
