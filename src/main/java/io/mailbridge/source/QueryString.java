package io.mailbridge.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Reads one parameter of a query string, and takes it out: a token must get no further than the check of it. */
final class QueryString {
    private QueryString() {}

    /** The decoded value of the first parameter of that name; null where there is none, or it is not encoded correctly. */
    static String value(String query, String name) {
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&")) {
            if (name.equals(name(parameter))) {
                int equals = parameter.indexOf('=');
                return equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            }
        }
        return null;
    }

    /** The query without any parameter of that name, the others as sent and in order. */
    static String without(String query, String name) {
        StringJoiner others = new StringJoiner("&");
        for (String parameter : query.split("&")) {
            if (!name.equals(name(parameter))) {
                others.add(parameter);
            }
        }
        return others.toString();
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
