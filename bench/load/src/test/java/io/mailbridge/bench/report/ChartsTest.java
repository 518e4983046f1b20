package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.bench.load.LoadFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldDrawFourChartsWithTheirPhases() throws IOException {
        List<History.Phase> phases = List.of(new History.Phase("warm-up", 0), new History.Phase("outage", 5));
        List<LoadFigures> answers = IntStream.range(0, 10)
                .mapToObj(i -> new LoadFigures(i, 100, 100, 100, 0, 1, 2, 3 + i))
                .toList();
        List<History.Sample> samples = IntStream.range(0, 10)
                .mapToObj(i -> new History.Sample(i, 0.5, 0.3, 0.2, 200 + i, i * 10, 0))
                .toList();
        List<Path> files = new Charts(new History(phases, answers, samples)).drawTo(folder);
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("throughput.svg", "latency.svg", "cpu.svg", "memory.svg");
        for (Path file : files) {
            assertThat(Files.readString(file)).contains("<svg", "warm-up", "outage", "</svg>");
        }
        assertThat(Files.readString(files.get(1))).contains(">p50<", ">p99<", ">max<");
    }

    @Test
    void shouldRefuseToDrawNothing() {
        assertThatThrownBy(() -> new Charts(new History(List.of(), List.of(), List.of())).drawTo(folder))
                .hasMessageContaining("Nothing was seen");
    }
}
