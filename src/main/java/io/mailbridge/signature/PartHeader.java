package io.mailbridge.signature;

import java.util.Locale;

/**
 * What the header of a part of a form says of it.
 *
 * @param file its name where the part is a file, or null
 */
record PartHeader(String name, String file) {

    /** @throws IllegalArgumentException when the part has no name */
    static PartHeader of(String lines) {
        for (String line : lines.split("\r?\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                return ofDisposition(line);
            }
        }
        throw new IllegalArgumentException("a part without a name");
    }

    private static PartHeader ofDisposition(String line) {
        String name = null;
        String file = null;
        int at = line.indexOf(';');
        while (at >= 0) {
            int equals = line.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String parameter = line.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            int end = endOfValue(line, equals + 1);
            String value = unquoted(line.substring(equals + 1, end).strip());
            if (parameter.equals("name")) {
                name = value;
            } else if (parameter.equals("filename") || parameter.equals("filename*") && file == null) {
                file = value;
            }
            at = line.indexOf(';', end);
        }
        if (name == null) {
            throw new IllegalArgumentException("a part without a name");
        }
        return new PartHeader(name, file);
    }

    private static int endOfValue(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        if (at < line.length() && line.charAt(at) == '"') {
            int end = line.indexOf('"', at + 1);
            while (end > 0 && line.charAt(end - 1) == '\\') {
                end = line.indexOf('"', end + 1);
            }
            return end < 0 ? line.length() : end + 1;
        }
        int end = line.indexOf(';', at);
        return end < 0 ? line.length() : end;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1).replace("\\\"", "\"") : value;
    }
}
