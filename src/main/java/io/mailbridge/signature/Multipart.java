package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Reads the parts of a multipart/form-data body; its first line is the boundary. By hand: Netty's decoder takes seconds for a
 * header of megabytes, and what is cut off for a form without fields. Linear in the body's length.
 */
final class Multipart {
    private static final int LONGEST_BOUNDARY = 70;
    private static final int LONGEST_HEADER = 8192;

    private final byte[] body;
    /** One character a byte. */
    private final String text;

    private final String lineEnd;
    private final String delimiter;
    private int at;

    private Multipart(byte[] body) {
        this.body = body;
        text = new String(body, StandardCharsets.ISO_8859_1);
        int end = Math.max(text.indexOf('\n'), 0);
        lineEnd = end > 0 && text.charAt(end - 1) == '\r' ? "\r\n" : "\n";
        String boundary = text.substring(0, end).strip();
        if (boundary.length() < 3 || boundary.length() > LONGEST_BOUNDARY + 2) {
            throw new IllegalArgumentException("a multipart body whose first line is no boundary");
        }
        delimiter = lineEnd + boundary;
        at = end + 1;
    }

    static boolean begins(byte[] body) {
        return body.length > 1 && body[0] == '-' && body[1] == '-';
    }

    /**
     * Hands on each part's name, and its bytes or, of a file, its file name.
     *
     * @throws IllegalArgumentException when it is not made like this or is cut off
     */
    static void read(byte[] body, BiConsumer<String, byte[]> reader) {
        Multipart parts = new Multipart(body);
        do {
            parts.next(reader);
        } while (parts.hasNext());
    }

    private void next(BiConsumer<String, byte[]> reader) {
        int header = at;
        int end = text.startsWith(lineEnd, header) ? header : text.indexOf(lineEnd + lineEnd, header);
        if (end < 0 || end - header > LONGEST_HEADER) {
            throw new IllegalArgumentException(
                    "a part without the end of its header within " + LONGEST_HEADER + " bytes");
        }
        PartHeader names = PartHeader.of(new String(body, header, end - header, StandardCharsets.UTF_8));
        int from = end + (end == header ? 0 : lineEnd.length());
        int to = endOfPart(from);
        int valueFrom = Math.min(from + lineEnd.length(), to);
        byte[] value = names.file() == null
                ? Arrays.copyOfRange(body, valueFrom, to)
                : names.file().getBytes(StandardCharsets.UTF_8);
        reader.accept(names.name(), value);
    }

    /** Leaves what follows the delimiter as the place to go on. */
    private int endOfPart(int from) {
        int end = text.indexOf(delimiter, from);
        while (end >= 0) {
            at = end + delimiter.length();
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            if (text.startsWith(lineEnd, at) || text.startsWith("--", end + delimiter.length())) {
                return end;
            }
            end = text.indexOf(delimiter, at);
        }
        throw new IllegalArgumentException("a multipart body that is cut off");
    }

    private boolean hasNext() {
        boolean isPart = text.startsWith(lineEnd, at);
        at += lineEnd.length();
        return isPart;
    }
}
