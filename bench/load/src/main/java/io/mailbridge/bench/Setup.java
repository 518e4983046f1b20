package io.mailbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What bench/run hands over: where things are, which were built before.
 *
 * @param project the project's folder
 * @param loadClassPath class path of the load tool
 */
record Setup(Path project, String loadClassPath) {
    private static final int WANTED_JAVA = 25;

    static Setup fromProperties() {
        return new Setup(
                Path.of(property("bench.project")).toAbsolutePath().normalize(), property("bench.load-class-path"));
    }

    /** The Java that runs this, and with it all that is measured. */
    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The settings and the AOT cache are made for it. */
    boolean isWantedJava() {
        return Runtime.version().feature() >= WANTED_JAVA;
    }

    /** The settings of image and bench alike. */
    List<String> jvmOptions() {
        Path options = project.resolve("jvm/options");
        if (!isWantedJava()) {
            return List.of("-Xmx256m");
        }
        return Files.exists(options) ? List.of("@" + options) : List.of("-Xmx256m", "-XX:+UseSerialGC");
    }

    /** Makes the AOT cache; it may not exist yet. */
    Path training() {
        return project.resolve("jvm/train");
    }

    Path built(String name) {
        return project.resolve(name);
    }

    /** Processors, memory and Java, for the table's caption. */
    String machine() {
        return String.format(
                Locale.ROOT,
                "%d x %s, %.0f GB, %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                firstValue("/proc/cpuinfo", "model name", "unknown processor"),
                Double.parseDouble(firstValue("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / (1 << 20),
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

    private static String property(String key) {
        String value = System.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("Start this with bench/run: the property " + key + " is missing");
        }
        return value;
    }
}
