package io.mailbridge.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a JVM that was started with it resolves, instead of asking a name server: nothing, or one name. A resolver that
 * nobody answers is a pipe that nobody writes to: threads hang in the same call, without end and without any right to
 * change the machine's own resolver.
 */
public final class HostsFile implements AutoCloseable {
    private final TempFolder folder = TempFolder.create("mailbridge-hosts-");
    private final Path file = folder.path().resolve("hosts");
    private final Path pipe = folder.path().resolve("pipe");
    private final byte[] line;

    /** @param name of 127.0.0.1 */
    public HostsFile(String name) {
        line = ("127.0.0.1 " + name + "\n").getBytes(StandardCharsets.UTF_8);
        answer();
    }

    /** Nothing is cached, so that each connection asks. */
    public String[] jvmOptions() {
        return new String[] {"-Djdk.net.hosts.file=" + file, "-Dsun.net.inetaddr.ttl=0"};
    }

    /** From now on whoever asks waits. */
    public void fallSilent() {
        try {
            int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            if (made != 0) {
                throw new IllegalStateException("mkfifo ended with " + made);
            }
            replace(Files.createLink(next(), pipe));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a pipe was made", e);
        }
    }

    /** Answers again, those who wait as well. */
    public void answer() {
        try {
            replace(Files.write(next(), line));
            if (Files.exists(pipe)) {
                // for reading and writing, which does not wait for a reader
                try (RandomAccessFile end = new RandomAccessFile(pipe.toFile(), "rw")) {
                    end.write(line);
                }
                Files.delete(pipe);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path next() {
        return folder.path().resolve("next");
    }

    private void replace(Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        folder.close();
    }
}
