package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkedSectionTest {
    private static final String EMPTY = "before\n" + MarkedSection.BEGIN + "\n" + MarkedSection.END + "\nafter\n";

    @Test
    void shouldReplaceWhatStandsBetweenTheMarksAndNothingElse() {
        String first = MarkedSection.replace(EMPTY, "old\ntable\n");
        assertThat(MarkedSection.replace(first, "new"))
                .isEqualTo("before\n" + MarkedSection.BEGIN + "\nnew\n" + MarkedSection.END + "\nafter\n");
    }

    @Test
    void shouldRefuseADocumentWithoutBothMarksOnceAndInOrder() {
        assertThatThrownBy(() -> MarkedSection.replace(MarkedSection.BEGIN, "x"))
                .hasMessageContaining(MarkedSection.END);
        assertThatThrownBy(() -> MarkedSection.replace(EMPTY + EMPTY, "x")).hasMessageContaining("once");
        assertThatThrownBy(() -> MarkedSection.replace(MarkedSection.END + MarkedSection.BEGIN, "x"))
                .hasMessageContaining("before");
    }
}
