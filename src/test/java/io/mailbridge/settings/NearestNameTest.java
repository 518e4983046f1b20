package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("eventNormalizer", "eventValidator", "replayLedger", "ref", "roundRobinLoadBalancer");

    @ParameterizedTest
    @CsvSource({
        "eventNormaliser, eventNormalizer",
        "evnetValidator, eventValidator",
        "EVENTVALIDATOR, eventValidator",
        "replayLedgr, replayLedger",
        "reff, ref",
        "roundRobin, roundRobinLoadBalancer",
    })
    void shouldFindWhatWasMeant(String wrong, String meant) {
        assertThat(NearestName.of(wrong, NAMES)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"somethingElse", "validate", "x"})
    void shouldGuessNothingWhereNoneIsNear(String wrong) {
        assertThat(NearestName.of(wrong, NAMES)).isNull();
    }

    @Test
    void shouldKnowNoneOfNone() {
        assertThat(NearestName.of("ref", List.of())).isNull();
    }
}
