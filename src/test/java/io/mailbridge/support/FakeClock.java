package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The wall clock of a child process, to be set while it runs: libfaketime, preloaded. The monotonic clock stays right,
 * as it does on a machine whose time is corrected.
 */
public final class FakeClock implements AutoCloseable {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

    private final TempFolder folder = TempFolder.create("mailbridge-clock-");
    private final Path library;

    private FakeClock(Path library) {
        this.library = library;
        right();
    }

    /** Skips the tests, and says why, where libfaketime is not installed. */
    public static FakeClock createOrSkip() {
        Path library = FOLDERS.stream()
                .flatMap(FakeClock::faketimeIn)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        if (library == null) {
            String reason = "Not run, since steps of the clock need libfaketime (apt-get install libfaketime)";
            // Failsafe does not print it
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new FakeClock(library);
    }

    /** Debian's folder is below that of the architecture. */
    private static Stream<Path> faketimeIn(Path libraries) {
        try (Stream<Path> folders = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.of()) {
            return Stream.concat(Stream.of(libraries), folders.toList().stream())
                    .map(parent -> parent.resolve("faketime").resolve(LIBRARY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the bridge this clock. */
    public BridgeLauncher addTo(BridgeLauncher launcher) {
        return launcher.environment("LD_PRELOAD", library.toString())
                .environment("FAKETIME_TIMESTAMP_FILE", file().toString())
                .environment("FAKETIME_CACHE_DURATION", "1")
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                // with it, which it tries to find out, a JVM waits in vain: twenty times as slow
                .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /**
     * Sets it to so much after the machine's, or before, if negative; the process notices within a second, since one that
     * reads the file each time that it asks for the time is a thousand times as slow.
     */
    public void step(Duration offset) {
        Path next = folder.path().resolve("next");
        try {
            Files.writeString(next, "%+d".formatted(offset.toSeconds()));
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets it to the machine's. */
    public void right() {
        step(Duration.ZERO);
    }

    private Path file() {
        return folder.path().resolve("offset");
    }

    @Override
    public void close() {
        folder.close();
    }
}
