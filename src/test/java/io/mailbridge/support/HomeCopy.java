package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the installation's folder, to be edited as an engineer would. */
public final class HomeCopy implements AutoCloseable {
    private final TempFolder folder = TempFolder.create("mailbridge-home-");

    private HomeCopy() {}

    /** Settings, routes and profiles as they are shipped. */
    public static HomeCopy create() {
        HomeCopy copy = new HomeCopy();
        try {
            for (String name : List.of("application.properties", "routes", "providers")) {
                copy.take(ClassPath.projectRoot().resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private void take(Path shipped) throws IOException {
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, file(ClassPath.projectRoot().relativize(file).toString()));
            }
        }
    }

    public Path path() {
        return folder.path();
    }

    /** @param name relative to the folder */
    public Path file(String name) {
        return folder.path().resolve(name);
    }

    public void write(String name, String text) {
        try {
            Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that the file must contain. */
    public void change(String name, String from, String to) {
        try {
            String text = Files.readString(file(name));
            if (!text.contains(from)) {
                throw new IllegalArgumentException(name + " does not hold " + from);
            }
            write(name, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
