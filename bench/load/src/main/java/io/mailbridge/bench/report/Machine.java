package io.mailbridge.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Processors, memory, system and Java of this machine, for the caption of the table. */
final class Machine {
    private static final double KILOBYTES_PER_GIGABYTE = 1 << 20;

    private Machine() {}

    static String describe() {
        return String.format(
                Locale.ROOT,
                "%d x %s, %.0f GB, %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                firstValue("/proc/cpuinfo", "model name", "unknown processor"),
                Double.parseDouble(firstValue("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", ""))
                        / KILOBYTES_PER_GIGABYTE,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    private static String firstValue(String file, String key, String otherwise) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
