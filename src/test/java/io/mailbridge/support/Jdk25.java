package io.mailbridge.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JDK that the image is made with: the one that runs the tests, or one that is installed beside it. */
public final class Jdk25 {
    private static final int VERSION = 25;
    private static final Path FOLDER = Path.of("/usr/lib/jvm");

    /** Why a test that needs one is skipped. */
    public static final String MISSING = "no JDK 25 runs this test or is in " + FOLDER;

    private Jdk25() {}

    /** @param tool of its folder bin, such as java */
    public static Optional<Path> homeWith(String tool) throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() >= VERSION && has(running, tool)) {
            return Optional.of(running);
        }
        if (Files.isDirectory(FOLDER)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(FOLDER, "*25*")) {
                for (Path home : homes) {
                    if (has(home, tool)) {
                        return Optional.of(home);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Path home, String tool) {
        return Files.isExecutable(home.resolve("bin").resolve(tool));
    }
}
