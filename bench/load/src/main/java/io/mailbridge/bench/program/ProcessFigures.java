package io.mailbridge.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPU time and memory of a process, read from Linux's /proc. */
public final class ProcessFigures {
    /** The unit of CPU times in /proc: USER_HZ, 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private ProcessFigures() {}

    public static boolean areAvailable() {
        return Files.isReadable(Path.of("/proc/self/stat"));
    }

    public static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        // the program's name is in brackets and may contain blanks
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    public static double residentMb(long pid) {
        return megabytes(pid, "VmRSS");
    }

    /** The highest value since the process started. */
    public static double peakResidentMb(long pid) {
        return megabytes(pid, "VmHWM");
    }

    private static double megabytes(long pid, String field) {
        Matcher matcher = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(read(pid, "status"));
        if (!matcher.find()) {
            throw new IllegalStateException("Process " + pid + " has no " + field + ": it has ended");
        }
        return Long.parseLong(matcher.group(1)) / 1024.0;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " has ended", e);
        }
    }
}
