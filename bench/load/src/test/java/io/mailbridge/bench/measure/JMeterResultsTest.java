package io.mailbridge.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.bench.load.LoadFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class JMeterResultsTest {
    private static final String COLUMNS = "timeStamp,elapsed,label,responseCode,responseMessage,success";

    @Test
    void shouldCountAnswersByTheSecondTheyWereAskedFor() {
        JMeterResults results = JMeterResults.read(List.of(
                COLUMNS,
                "10500,20,post events,200,OK,true",
                "10000,10,post events,200,OK,true",
                "11999,700,post events,503,\"Service, for now, unavailable\",false",
                "11000,30,post events,200,OK,true"));

        assertThat(results.startMillis()).isEqualTo(10_000);
        assertThat(results.seconds())
                .containsExactly(
                        new LoadFigures(0, 2, 2, 2, 0, 10, 10, 20), new LoadFigures(1, 2, 2, 1, 1, 30, 30, 700));
    }

    @Test
    void shouldSayThatNothingWasSent() {
        assertThatThrownBy(() -> JMeterResults.read(List.of(COLUMNS))).hasMessage("JMeter sent no request");
    }
}
