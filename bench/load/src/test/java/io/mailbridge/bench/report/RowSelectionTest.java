package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSelectionTest {
    @Test
    void shouldSelectAllRowsWhereNoneIsNamed() {
        assertThat(RowSelection.of(List.of()).goals()).containsExactly(Goal.values());
    }

    @Test
    void shouldSelectRowsByName() {
        RowSelection selection = RowSelection.of(List.of("drain-p99", " idle-cpu"));
        assertThat(selection.goals()).containsExactly(Goal.DRAIN_P99, Goal.IDLE_CPU);
        assertThat(selection.wantsAny(Set.of(Goal.IDLE_CPU, Goal.IDLE_MEMORY))).isTrue();
        assertThat(selection.wantsAny(Set.of(Goal.SINGLE))).isFalse();
    }

    @Test
    void shouldNameTheRowsWhereOneDoesNotExist() {
        assertThatThrownBy(() -> RowSelection.of(List.of("sinlge")))
                .hasMessageContaining("'sinlge'")
                .hasMessageContaining("single, single-cpu");
    }
}
