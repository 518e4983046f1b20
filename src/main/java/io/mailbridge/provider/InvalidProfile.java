package io.mailbridge.provider;

import org.snakeyaml.engine.v2.nodes.Node;

/** A profile file that cannot be used; the message is one line with file, line number and reason. */
public final class InvalidProfile extends RuntimeException {
    private final String file;
    private final int line;
    private final String reason;

    private final transient Node member;

    InvalidProfile(String file, int line, String reason) {
        this(file, line, reason, null);
    }

    /** @param member the node at fault; null where more than one is, or something is missing */
    InvalidProfile(String file, int line, String reason, Node member) {
        super(file + ":" + line + ": " + reason.replaceAll("\\s+", " "));
        this.file = file;
        this.line = line;
        this.reason = reason.replaceAll("\\s+", " ");
        this.member = member;
    }

    Node member() {
        return member;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
