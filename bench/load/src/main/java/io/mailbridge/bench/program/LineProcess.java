package io.mailbridge.bench.program;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A child process that prints "ready" first and is then read and written by lines; it ends with this JVM at the latest. */
final class LineProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path errors;
    private final BufferedReader out;
    private final BufferedWriter in;

    private LineProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Returns when it is ready; its error output goes to a file in the folder.
     *
     * @throws IllegalStateException with that output, if it ends before it is ready
     */
    static LineProcess start(String name, List<String> command, Path folder) {
        Path errors = folder.resolve(name.replace(' ', '-') + ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            LineProcess started = new LineProcess(name, process, errors);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private void awaitReady() {
        while (!readLine().equals("ready")) {
            // whatever it prints before is of no interest
        }
    }

    long pid() {
        return process.pid();
    }

    String readLine() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("The " + name + " has ended:\n" + Files.readString(errors));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("The " + name + " cannot be read", e);
        }
    }

    void writeLine(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The " + name + " cannot be written to", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
