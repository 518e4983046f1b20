package io.mailbridge.provider;

/** A profile file that cannot be used; the message is one line with file, line number and reason. */
public final class InvalidProfile extends RuntimeException {
    InvalidProfile(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason.replaceAll("\\s+", " "));
    }
}
