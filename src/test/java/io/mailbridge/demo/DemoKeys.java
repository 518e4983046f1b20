package io.mailbridge.demo;

import io.mailbridge.support.AtExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keys from standard input: single ones on a terminal, else line by line. A closed input is no key, not an end. */
final class DemoKeys {
    static final String LEGEND = "k stops or starts Kafka, s sends a burst, h shows this, q quits";
    private static final int LIMIT_SECONDS = 2;

    private final BlockingQueue<Character> pressed = new LinkedBlockingQueue<>();

    /** @return whether single keys are read; else each needs an Enter */
    boolean open() {
        boolean single = readSingleKeys();
        Thread reader = new Thread(this::read, "keys");
        reader.setDaemon(true);
        reader.start();
        return single;
    }

    /** @return null when no key was pressed in time */
    Character poll(long time, TimeUnit unit) throws InterruptedException {
        return pressed.poll(time, unit);
    }

    private void read() {
        try {
            for (int key = System.in.read(); key >= 0; key = System.in.read()) {
                pressed.add(Character.toLowerCase((char) key));
            }
        } catch (IOException closed) {
            pressed.clear();
        }
    }

    private static boolean readSingleKeys() {
        String before = stty("-g");
        if (before.isEmpty()) {
            return false;
        }
        AtExit.run(() -> stty(before));
        stty("-icanon", "-echo", "min", "1");
        return true;
    }

    /** Its output; empty where there is no terminal or no such program. */
    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // a background job that changes its terminal is stopped by the system
            if (!stty.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return "";
            }
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return stty.exitValue() == 0 ? output : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
