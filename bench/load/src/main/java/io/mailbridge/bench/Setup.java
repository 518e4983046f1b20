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
 * @param home the bridge laid out as in the image
 * @param aotCache made for it by jvm/train; may be missing
 * @param loadClassPath class path of the load tool
 */
record Setup(Path project, Path home, Path aotCache, String loadClassPath) {
    private static final int WANTED_JAVA = 25;

    static Setup fromProperties() {
        Path project = Path.of(property("bench.project")).toAbsolutePath().normalize();
        return new Setup(
                project,
                project.resolve(property("bench.home")),
                project.resolve(property("bench.aot-cache")),
                property("bench.load-class-path"));
    }

    /** The Java that runs this, and with it all that is measured. */
    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The settings and the AOT cache are made for it. */
    boolean isWantedJava() {
        return Runtime.version().feature() >= WANTED_JAVA;
    }

    /** The settings of image and bench alike, and the AOT cache where there is one. */
    List<String> jvmOptions() {
        Path options = project.resolve("jvm/options");
        if (!isWantedJava()) {
            return List.of("-Xmx256m");
        }
        if (Files.notExists(options)) {
            return List.of("-Xmx256m", "-XX:+UseSerialGC");
        }
        return hasAotCache() ? List.of("@" + options, "-XX:AOTCache=" + aotCache) : List.of("@" + options);
    }

    boolean hasAotCache() {
        return isWantedJava() && Files.exists(aotCache);
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
