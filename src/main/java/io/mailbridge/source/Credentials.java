package io.mailbridge.source;

import io.mailbridge.signature.SignatureVerifier;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What a sender must bring. Each scheme may hold several values while one is rotated; all are compared, in a time
 * that does not depend on where they differ.
 */
public sealed interface Credentials {
    Verdict MISSING = Verdict.invalid("the header with the credentials is missing");
    Verdict MISSING_IN_URL = Verdict.invalid("the URL has no token");
    Verdict WRONG = Verdict.invalid("the credentials are others than configured");

    /** Whether the request carries the credentials. */
    Verdict check(SignedRequest request);

    /** Value of WWW-Authenticate in a 401, null where the scheme has none. */
    default String challenge() {
        return null;
    }

    /** What of a query string is the sender's event. */
    default String withoutSecret(String query) {
        return query;
    }

    /** Whether each request to the right URL has them, those that set a webhook up included. */
    default boolean areInUrl() {
        return false;
    }

    /** {@code auth=none}: asked for explicitly, for platforms behind a gateway that authenticates. */
    record None() implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            return Verdict.VALID;
        }
    }

    /** {@code auth=bearer}: Authorization: Bearer token. */
    record Bearer(List<String> tokens) implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            return matches(schemeValue(request, "bearer"), tokens);
        }

        @Override
        public String challenge() {
            return "Bearer realm=\"mailbridge\"";
        }
    }

    /** {@code auth=header}: a header with a secret value, as platforms without signatures let one configure. */
    record Header(String name, List<String> values) implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            return matches(request.header(name), values);
        }
    }

    /** {@code auth=query}: a parameter of the URL, for platforms that let one configure nothing but the URL. */
    record Query(String name, List<String> values) implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            String given = QueryString.value(request.query(), name);
            return given == null ? MISSING_IN_URL : matches(given, values);
        }

        @Override
        public String withoutSecret(String query) {
            return QueryString.without(query, name);
        }

        @Override
        public boolean areInUrl() {
            return true;
        }
    }

    /** {@code auth=path}: the last part of the URL's path, for platforms that drop a query. */
    record Path(List<String> values) implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            String given = request.pathToken();
            return given == null ? MISSING_IN_URL : matches(given, values);
        }

        @Override
        public boolean areInUrl() {
            return true;
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
        public Verdict check(SignedRequest request) {
            return matches(schemeValue(request, "basic"), encoded);
        }

        @Override
        public String challenge() {
            return "Basic realm=\"mailbridge\"";
        }
    }

    /** {@code auth=signature}: the platform's own scheme over the raw body. */
    record Signed(SignatureVerifier verifier) implements Credentials {
        @Override
        public Verdict check(SignedRequest request) {
            return verifier.verify(request);
        }
    }

    private static String schemeValue(SignedRequest request, String scheme) {
        String value = request.header("Authorization");
        boolean known = value != null
                && value.length() > scheme.length()
                && value.substring(0, scheme.length()).toLowerCase(Locale.ROOT).equals(scheme)
                && value.charAt(scheme.length()) == ' ';
        return known ? value.substring(scheme.length() + 1).trim() : null;
    }

    private static Verdict matches(String given, List<String> wanted) {
        if (given == null) {
            return MISSING;
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (String value : wanted) {
            match |= MessageDigest.isEqual(bytes, value.getBytes(StandardCharsets.UTF_8));
        }
        return match ? Verdict.VALID : WRONG;
    }
}
