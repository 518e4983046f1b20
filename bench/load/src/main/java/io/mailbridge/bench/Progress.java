package io.mailbridge.bench;

import java.time.Duration;
import java.util.Locale;

/** Says on the console what is being measured, how far the run is, and about how long it will still take. */
final class Progress {
    private final long start = System.nanoTime();
    private int total;
    private int current;
    private int secondsAfter;
    private int secondsOfCurrent;
    private long startOfCurrent;
    private String what = "";

    void plan(int measurements, int seconds) {
        total = measurements;
        secondsAfter = seconds;
        say("%d measurements, about %s".formatted(measurements, text(seconds)));
    }

    void next(String name, int seconds) {
        current++;
        what = name;
        secondsOfCurrent = seconds;
        secondsAfter -= seconds;
        startOfCurrent = System.nanoTime();
        step("starting");
    }

    void step(String doing) {
        long spent = Duration.ofNanos(System.nanoTime() - startOfCurrent).toSeconds();
        long left = secondsAfter + Math.max(0, secondsOfCurrent - spent);
        say("[%2d/%d] %s: %s, about %s left".formatted(current, total, what, doing, text(left)));
    }

    void say(String line) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
        System.out.flush();
    }

    private static String text(long seconds) {
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
