package io.mailbridge.bench.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where bench/run has put what it built, and the Java that runs it all.
 *
 * @param project the project's folder
 * @param home the bridge laid out as in the image
 * @param aotCache made for it by jvm/train; may be missing
 * @param loadClassPath class path of the load tool
 */
public record Setup(Path project, Path home, Path aotCache, String loadClassPath) {
    private static final int WANTED_JAVA = 25;

    /** @throws IllegalStateException if this was not started by bench/run */
    public static Setup fromProperties() {
        Path project = Path.of(property("bench.project")).toAbsolutePath().normalize();
        return new Setup(
                project,
                project.resolve(property("bench.home")),
                project.resolve(property("bench.aot-cache")),
                property("bench.load-class-path"));
    }

    /** The Java that runs this process, and also everything that is measured. */
    public String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Whether it is the Java that jvm/options and the AOT cache are made for. */
    public boolean isWantedJava() {
        return Runtime.version().feature() >= WANTED_JAVA;
    }

    /** The image's own options, and the AOT cache where there is one. */
    public List<String> jvmOptions() {
        Path options = project.resolve("jvm/options");
        if (!isWantedJava()) {
            return List.of("-Xmx256m");
        }
        if (Files.notExists(options)) {
            return List.of("-Xmx256m", "-XX:+UseSerialGC");
        }
        return hasAotCache() ? List.of("@" + options, "-XX:AOTCache=" + aotCache) : List.of("@" + options);
    }

    public boolean hasAotCache() {
        return isWantedJava() && Files.exists(aotCache);
    }

    /** @param name relative to the project's folder */
    public Path path(String name) {
        return project.resolve(name);
    }

    private static String property(String key) {
        String value = System.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("Start this with bench/run: the property " + key + " is missing");
        }
        return value;
    }
}
