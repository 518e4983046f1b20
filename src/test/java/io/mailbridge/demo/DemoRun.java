package io.mailbridge.demo;

import io.mailbridge.support.ClassPath;
import io.mailbridge.support.TempFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The demo in a separate process; a test presses its keys. */
public final class DemoRun implements AutoCloseable {
    private final TempFolder folder;
    private final Path output;
    private final Process process;

    private DemoRun(TempFolder folder) throws IOException {
        this.folder = folder;
        this.output = folder.path().resolve("demo.log");
        this.process = new ProcessBuilder(
                        ClassPath.java(), "-Xmx256m", "-cp", ClassPath.current(), Demo.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    public static DemoRun start() throws IOException {
        return new DemoRun(TempFolder.create("mailbridge-demo-"));
    }

    /** Types the key and Enter. */
    public void press(char key) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write((key + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** All it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The demo did not end within " + limit + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demo ended", e);
        }
    }

    @Override
    public void close() {
        // SIGTERM: the demo takes its servers down with it
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        folder.close();
    }
}
