package io.mailbridge.tool;

import io.mailbridge.reading.WindowReader;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on a terminal how far a command has read; a log or a program is told nothing. */
final class ReadingProgress implements WindowReader.Progress {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    private final PrintWriter err;
    private final boolean isTerminal;
    private final long began = System.nanoTime();
    private long said = began;

    ReadingProgress(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    @Override
    public void read(long read, long total) {
        long now = System.nanoTime();
        if (isTerminal && now - said > PERIOD) {
            said = now;
            err.print(String.format(
                    Locale.ROOT,
                    "\r%,d of %,d records read (%d %%), %,d a second ",
                    read,
                    total,
                    total == 0 ? 100 : 100 * read / total,
                    read * TimeUnit.SECONDS.toNanos(1) / Math.max(1, now - began)));
            err.flush();
        }
    }

    /** Takes the line away. */
    void end() {
        if (said != began) {
            err.print("\r" + " ".repeat(78) + "\r");
            err.flush();
        }
    }
}
