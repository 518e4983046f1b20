package io.mailbridge.soak;

import io.mailbridge.audit.MetricsPage;
import io.mailbridge.support.BridgeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads what a bridge's process uses: from the system, and from its metrics page. */
final class Sampler {
    private static final double MB = 1024 * 1024;

    private Sampler() {}

    /** @throws UncheckedIOException if it ends meanwhile, or does not answer */
    static Sample read(BridgeProcess bridge, double second) {
        MetricsPage page = bridge.metrics();
        return new Sample(
                second,
                status(bridge, "VmRSS") / 1024.0,
                page.sum("jvm_memory_used_bytes", "area", "heap") / MB,
                page.sum("jvm_gc_live_data_size_bytes") / MB,
                page.sum("jvm_buffer_memory_used_bytes", "id", "direct") / MB,
                page.sum("jvm_memory_used_bytes", "area", "nonheap") / MB,
                descriptors(bridge),
                (int) status(bridge, "Threads"),
                (long) page.sum("bridge_buffer_depth"),
                page.series().size(),
                page.sum("bridge_buffer_bytes", "table", "buffered_event") / MB,
                cpuSeconds(bridge));
    }

    private static double cpuSeconds(BridgeProcess bridge) {
        return ProcessHandle.of(bridge.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    private static long status(BridgeProcess bridge, String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + bridge.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int descriptors(BridgeProcess bridge) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + bridge.pid() + "/fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
