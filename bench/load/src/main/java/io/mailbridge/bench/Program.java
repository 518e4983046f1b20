package io.mailbridge.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of ours that talks by lines and says "ready" first; its errors go to a file. It never outlives this JVM. */
final class Program implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path errors;
    private final BufferedReader out;
    private final BufferedWriter in;

    private Program(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** @throws IllegalStateException with the end of what it wrote, if it ends before it is ready */
    static Program start(String name, List<String> command, Path folder) {
        Path errors = folder.resolve(name.replace(' ', '-') + ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            Program program = new Program(name, process, errors);
            program.awaitReady();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private void awaitReady() {
        while (!readLine().equals("ready")) {
            // what it says before is of no interest
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
            throw new UncheckedIOException("The " + name + " takes no more lines", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
