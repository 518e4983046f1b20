package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.ClassPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a command: its exit status, and what it printed. */
record Run(int status, String output, String errors) {
    static final String JAR = "target/mailbridge.jar";

    /** A command of the JDK that runs the tests. */
    static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ClassPath.java());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Waits for its end. */
    static Run of(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output, errors);
    }
}
