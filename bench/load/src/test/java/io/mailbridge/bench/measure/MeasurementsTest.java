package io.mailbridge.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.bench.report.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    @Test
    void shouldMeasureEachGoalOnce() {
        List<Goal> measured = Measurements.ALL.stream()
                .flatMap(measurement -> measurement.goals().stream())
                .toList();
        assertThat(measured).containsExactlyInAnyOrder(Goal.values());
    }

    @Test
    void shouldMeasureMemoryLast() {
        assertThat(Measurements.ALL.get(Measurements.ALL.size() - 1).goals()).containsExactly(Goal.MEMORY);
    }
}
