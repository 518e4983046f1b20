package io.mailbridge.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes in memory, to be filled and freed. */
public final class TinyDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final TempFolder mountPoint = TempFolder.create("mailbridge-disk-");
    private final Runnable unmounting = () -> run("umount", "-l", path().toString());

    private TinyDisk() {}

    /** Skips the test, and says why, where this machine lets nobody mount: only root may. */
    public static TinyDisk mount(int megabytes) {
        TinyDisk disk = new TinyDisk();
        String refusal = run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=700,size=" + megabytes + "m",
                "tmpfs",
                disk.path().toString());
        if (refusal != null) {
            disk.mountPoint.close();
            String reason = "Not run, since a full disk needs the right to mount a tmpfs (root): " + refusal;
            // Failsafe does not print it
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        AtExit.run(disk.unmounting);
        return disk;
    }

    public Path path() {
        return mountPoint.path();
    }

    /** Takes all that is left. */
    public void fill() {
        try (OutputStream file = Files.newOutputStream(filler())) {
            while (true) {
                file.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            if (path().toFile().getUsableSpace() >= BLOCK) {
                throw new UncheckedIOException("Cannot fill " + path(), full);
            }
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot free " + path(), e);
        }
    }

    private Path filler() {
        return path().resolve("filler");
    }

    @Override
    public void close() {
        AtExit.forget(unmounting);
        unmounting.run();
        mountPoint.close();
    }

    /** What the command printed if it failed, else null. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? null : printed;
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " was running", e);
        }
    }
}
