package io.mailbridge.signature;

import java.util.ArrayList;
import java.util.List;

/** The parts {@code name=value} of a header, as in {@code t=1767690123,v1=5257a8...}. */
final class HeaderParts {
    /** Senders have two or three; more of a stranger's are not looked at. */
    private static final int MOST = 32;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    HeaderParts(String header, String separator) {
        int from = 0;
        while (from <= header.length() && names.size() < MOST) {
            int found = header.indexOf(separator, from);
            int end = found < 0 ? header.length() : found;
            int equals = header.indexOf('=', from);
            if (equals >= 0 && equals < end) {
                names.add(header.substring(from, equals).trim());
                values.add(header.substring(equals + 1, end).trim());
            }
            from = end + separator.length();
        }
    }

    /** The values of a name, in order. */
    List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /** Null where there is none. */
    String first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }
}
