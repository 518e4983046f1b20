package io.mailbridge.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process's standard streams are connected to: a command shows progress and asks questions only to people. */
enum StandardStream {
    IN,
    OUT,
    ERR;

    boolean isTerminal() {
        String target = target();
        // without /proc the JDK says so for input and output together
        return target == null
                ? System.console() != null
                : target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    }

    /** Whether another program reads it, and may end before this one does. */
    boolean isPipe() {
        String target = target();
        return target == null ? !isTerminal() : target.startsWith("pipe:") || target.startsWith("socket:");
    }

    /** Null where the system does not say. */
    private String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(ordinal())))
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
