package io.mailbridge.support;

import java.util.ArrayDeque;
import java.util.Deque;

/** Cleans up when the JVM ends, the newest task first: processes end before their folders are deleted. */
public final class AtExit {
    private static final Deque<Runnable> TASKS = new ArrayDeque<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "clean-up"));
    }

    private AtExit() {}

    /** Runs the task when the JVM ends; at once if it is ending already. */
    public static void run(Runnable task) {
        synchronized (TASKS) {
            if (!ending) {
                TASKS.push(task);
                return;
            }
        }
        task.run();
    }

    public static boolean isEnding() {
        synchronized (TASKS) {
            return ending;
        }
    }

    public static void forget(Runnable task) {
        synchronized (TASKS) {
            TASKS.remove(task);
        }
    }

    private static void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException failure) {
                System.err.println("Clean-up failed: " + failure);
            }
        }
    }

    private static Runnable next() {
        synchronized (TASKS) {
            ending = true;
            return TASKS.poll();
        }
    }
}
