package io.mailbridge.check;

/**
 * Something that the bridge would not start or run with.
 *
 * @param file relative to the home, or the variable or system property that gave a value
 * @param line 0 where there is none
 * @param nearest the name that was probably meant, or null
 */
public record Mistake(String file, int line, String reason, String nearest) implements Comparable<Mistake> {
    public Mistake {
        reason = reason.replaceAll("\\s+", " ").trim();
    }

    @Override
    public int compareTo(Mistake other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0
                ? byFile
                : line != other.line ? Integer.compare(line, other.line) : reason.compareTo(other.reason);
    }

    /** One line, as compilers print it. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + reason
                + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
    }
}
