package io.mailbridge.bench.report;

import java.time.Duration;
import java.util.Locale;

/** Prints what is being measured, how far the run has come, and about how long the rest will take. */
public final class Progress {
    private final long start = System.nanoTime();
    private int total;
    private int current;
    private int secondsAfter;
    private int secondsOfCurrent;
    private long startOfCurrent;
    private String what = "";

    public void plan(int measurements, int seconds) {
        total = measurements;
        secondsAfter = seconds;
        say("%d measurements, about %s".formatted(measurements, text(seconds)));
    }

    public void next(String name, int seconds) {
        current++;
        what = name;
        secondsOfCurrent = seconds;
        secondsAfter -= seconds;
        startOfCurrent = System.nanoTime();
        step("starting");
    }

    public void step(String doing) {
        long spent = Duration.ofNanos(System.nanoTime() - startOfCurrent).toSeconds();
        long left = secondsAfter + Math.max(0, secondsOfCurrent - spent);
        say("[%2d/%d] %s: %s, about %s left".formatted(current, total, what, doing, text(left)));
    }

    public void say(String line) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
        System.out.flush();
    }

    private static String text(long seconds) {
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
