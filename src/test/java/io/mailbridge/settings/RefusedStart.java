package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeExit;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A home that the bridge refuses at its start, and the line that says why. */
final class RefusedStart implements AutoCloseable {
    /** Part of some settings; must be in no line of the bridge. */
    static final String SECRET = "c0rrect-h0rse";

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final TempFolder folder = TempFolder.create("mailbridge-refusal-");
    private final Path home = folder.path().resolve("home");
    private final Path errors = folder.path().resolve("stderr");
    private final BridgeLauncher launcher;

    /** With the shipped routes, no settings and no servers. */
    RefusedStart() throws IOException {
        Files.createDirectories(home.resolve("providers"));
        Files.createSymbolicLink(home.resolve("routes"), Path.of("routes").toAbsolutePath());
        // what the bridge prints on standard error goes to a file of its own
        Path java = folder.path().resolve("java");
        Files.createFile(java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                java,
                "#!/bin/sh\nexec '%s/bin/java' \"$@\" 2>'%s'\n".formatted(System.getProperty("java.home"), errors));
        launcher = new BridgeLauncher()
                .home(home)
                .java(java.toString())
                .jvmOption("-XX:TieredStopAtLevel=1")
                .property("bridge.kafka.brokers", "127.0.0.1:1")
                .property("bridge.buffer.jdbc-url", "jdbc:postgresql://127.0.0.1:1/none");
    }

    Path home() {
        return home;
    }

    BridgeLauncher launcher() {
        return launcher;
    }

    /** Writes application.properties. */
    void configure(String... lines) throws IOException {
        Files.write(home.resolve("application.properties"), List.of(lines));
    }

    /** Replaces the link to the shipped routes by files that can be edited. */
    void copyRoutes() throws IOException {
        Files.delete(home.resolve("routes"));
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(file.toString()));
            }
        }
    }

    /** The only line on standard error, after a start that was refused. */
    String refusal() {
        BridgeExit exit = launcher.startAndExpectExit(LIMIT);
        assertThat(exit.code()).as(exit.log()).isEqualTo(1);
        assertThat(exit.log()).doesNotContain(SECRET).doesNotContain("\tat ");
        assertThat(errors)
                .content()
                .doesNotContain(SECRET)
                .startsWith("mailbridge: cannot start: ")
                .endsWith("\n");
        assertThat(errors).content().hasLineCount(1);
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
