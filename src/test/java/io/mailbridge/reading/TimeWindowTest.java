package io.mailbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-03-01T11:58:30Z",
        "24h, 2026-02-28T12:00:00Z",
        "7d, 2026-02-22T12:00:00Z",
        "0s, 2026-03-01T12:00:00Z",
        "2026-01-06, 2026-01-06T00:00:00Z",
        "2026-01-06T10:00, 2026-01-06T10:00:00Z",
        "2026-01-06T10:00:01.5, 2026-01-06T10:00:01.500Z",
        "2026-01-06T10:00:00Z, 2026-01-06T10:00:00Z",
        "2026-01-06T10:00-05:00, 2026-01-06T15:00:00Z",
        "2026-01-06T10:00:00+01:00, 2026-01-06T09:00:00Z",
    })
    void shouldReadATimeAsPeopleWriteIt(String text, Instant expected) {
        assertThat(TimeWindow.instant(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "24", "2026-02-30", "2026-01-06 10:00", "10:00", "-5m", "T"})
    void shouldRefuseWhatIsNoTime(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeWindow.instant(text, NOW))
                .withMessageStartingWith("'" + text + "' is not a duration before now such as 90s");
    }

    @Test
    void shouldHoldItsBeginningAndNotItsEnd() {
        TimeWindow window = new TimeWindow(NOW.minusSeconds(60), NOW);

        assertThat(window.contains(NOW.minusSeconds(61))).isFalse();
        assertThat(window.contains(NOW.minusSeconds(60))).isTrue();
        assertThat(window.contains(NOW.minusMillis(1))).isTrue();
        assertThat(window.contains(NOW)).isFalse();
        assertThat(TimeWindow.ALWAYS.contains(NOW)).isTrue();
    }

    @Test
    void shouldRefuseAnEmptyOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeWindow(NOW, NOW))
                .withMessageContaining("is empty");
    }
}
