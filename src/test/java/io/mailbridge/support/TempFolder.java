package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted on close, or when the JVM ends. */
public final class TempFolder implements AutoCloseable {
    private final Path path;
    private final Runnable deletion = this::delete;

    private TempFolder(Path path) {
        this.path = path;
        AtExit.run(deletion);
    }

    public static TempFolder create(String prefix) {
        try {
            return new TempFolder(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        AtExit.forget(deletion);
        delete();
    }

    private void delete() {
        // twice, since a process that was just killed may still have created a file meanwhile
        if (!deleteOnce()) {
            deleteOnce();
        }
    }

    private boolean deleteOnce() {
        if (Files.notExists(path)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
