package io.mailbridge.bench.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the bridge is compared with on request: another build of it, or the same one with other JVM options.
 *
 * @param home laid out as in the image
 * @param options of the JVM, a file as jvm/options
 */
public record OtherBuild(Path home, Path options) {
    private static final List<String> PARTS =
            List.of("mailbridge.jar", "lib", "routes", "providers", "application.properties");

    /** @throws IllegalArgumentException naming what is missing */
    public OtherBuild {
        for (String part : PARTS) {
            if (Files.notExists(home.resolve(part))) {
                throw new IllegalArgumentException(home + " is no bridge: it has no " + part + ".");
            }
        }
        if (Files.notExists(options)) {
            throw new IllegalArgumentException("There is no file " + options + ".");
        }
    }

    /** With the AOT cache beside the folder, if there is one; the JVM does without one that does not fit. */
    List<String> jvmOptions() {
        Path cache = home.resolveSibling(home.getFileName() + ".aot");
        return Stream.of("@" + options, "-XX:AOTCache=" + cache)
                .filter(option -> option.startsWith("@") || Files.exists(cache))
                .toList();
    }
}
