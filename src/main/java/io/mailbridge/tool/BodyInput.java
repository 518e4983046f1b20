package io.mailbridge.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where the body of a request is read from. */
final class BodyInput {
    /** What bridge.http.max-body-size can be at most. */
    private static final int LARGEST_BODY = 64 << 20;

    private final InputStream in;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The body; standard input unless given.")
    private Path file;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same as --file.")
    private Path argument;

    BodyInput(InputStream in) {
        this.in = in;
    }

    byte[] read() {
        if (file != null && argument != null) {
            throw new ParameterException(spec.commandLine(), "The body comes from one file");
        }
        Path path = file == null ? argument : file;
        try (InputStream bytes = path == null ? in : Files.newInputStream(path)) {
            byte[] body = bytes.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new ToolFailure("a body has " + LARGEST_BODY + " bytes at most");
            }
            return body;
        } catch (IOException e) {
            throw ToolFailure.unreadable(path == null ? "standard input" : "the file " + path, e);
        }
    }
}
