package io.mailbridge.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What a sender must bring. Each scheme may hold several values while one is rotated; all are compared, in a time
 * that does not depend on where they differ.
 */
sealed interface Credentials {
    /**
     * @param header looks up a request header, null where it is missing
     * @return true where the request carries the credentials
     */
    boolean accept(UnaryOperator<String> header);

    /** Value of WWW-Authenticate in a 401, null where the scheme has none. */
    default String challenge() {
        return null;
    }

    /** {@code auth=none}: asked for explicitly, for platforms behind a gateway that authenticates. */
    record None() implements Credentials {
        @Override
        public boolean accept(UnaryOperator<String> header) {
            return true;
        }
    }

    /** {@code auth=bearer}: Authorization: Bearer token. */
    record Bearer(List<String> tokens) implements Credentials {
        @Override
        public boolean accept(UnaryOperator<String> header) {
            return matches(schemeValue(header, "bearer"), tokens);
        }

        @Override
        public String challenge() {
            return "Bearer realm=\"mailbridge\"";
        }
    }

    /** {@code auth=header}: a header with a secret value, as platforms without signatures let one configure. */
    record Header(String name, List<String> values) implements Credentials {
        @Override
        public boolean accept(UnaryOperator<String> header) {
            return matches(header.apply(name), values);
        }
    }

    /** {@code auth=basic}: user and password, which platforms take from the URL. */
    record Basic(List<String> encoded) implements Credentials {
        static Basic of(String username, List<String> passwords) {
            return new Basic(passwords.stream()
                    .map(password -> (username + ":" + password).getBytes(StandardCharsets.UTF_8))
                    .map(Base64.getEncoder()::encodeToString)
                    .toList());
        }

        @Override
        public boolean accept(UnaryOperator<String> header) {
            return matches(schemeValue(header, "basic"), encoded);
        }

        @Override
        public String challenge() {
            return "Basic realm=\"mailbridge\"";
        }
    }

    private static String schemeValue(UnaryOperator<String> header, String scheme) {
        String value = header.apply("Authorization");
        boolean known = value != null
                && value.length() > scheme.length()
                && value.substring(0, scheme.length()).toLowerCase(Locale.ROOT).equals(scheme)
                && value.charAt(scheme.length()) == ' ';
        return known ? value.substring(scheme.length() + 1).trim() : null;
    }

    private static boolean matches(String given, List<String> wanted) {
        if (given == null) {
            return false;
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (String value : wanted) {
            match |= MessageDigest.isEqual(bytes, value.getBytes(StandardCharsets.UTF_8));
        }
        return match;
    }
}
