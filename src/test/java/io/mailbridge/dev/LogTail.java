package io.mailbridge.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Prints what comes to a log, whole lines of it. */
final class LogTail {
    private static final int MOST_BYTES = 1 << 20;

    private final Path log;
    private long position;

    LogTail(Path log) {
        this.log = log;
    }

    void printNew() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            System.out.write(bytes, 0, end);
            System.out.flush();
            position += end;
        } catch (IOException e) {
            throw new IllegalStateException(log + " cannot be read: " + e.getMessage(), e);
        }
    }
}
