package io.mailbridge.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadFiguresTest {
    @Test
    void shouldReadALineOfTheLoadTool() {
        LoadFigures figures = LoadFigures.parse("second 7 100 99 98 1 800 2000 2500");
        assertThat(figures).isEqualTo(new LoadFigures(7, 100, 99, 98, 1, 0.8, 2, 2.5));
        assertThat(figures.wrong()).isEqualTo(2);
    }

    @Test
    void shouldRefuseALineOfAnotherShape() {
        assertThatThrownBy(() -> LoadFigures.parse("second 7 100")).hasMessageContaining("expected 9 fields");
    }
}
