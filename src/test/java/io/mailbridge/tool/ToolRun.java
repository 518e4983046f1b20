package io.mailbridge.tool;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the jar's commands in this process, and keeps what they print. */
record ToolRun(Path home, StringWriter printed, StringWriter complaints) {
    ToolRun(Path home) {
        this(home, new StringWriter(), new StringWriter());
    }

    /** @return the exit status */
    int run(String input, String... arguments) {
        return Tool.run(
                home,
                (settings, profiles, over) -> null,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(printed),
                new PrintWriter(complaints),
                arguments);
    }

    String out() {
        return printed.toString();
    }

    String err() {
        return complaints.toString();
    }

    void forgetOut() {
        printed.getBuffer().setLength(0);
    }
}
