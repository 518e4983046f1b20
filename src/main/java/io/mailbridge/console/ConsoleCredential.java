package io.mailbridge.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** User and password of the console, compared in a time that does not depend on where they differ. */
final class ConsoleCredential {
    private static final String SCHEME = "basic ";

    private final byte[] wanted;

    ConsoleCredential(String username, String password) {
        this.wanted = Base64.getEncoder().encode((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** @param authorization value of the header, null where there is none */
    boolean matches(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, wanted);
    }
}
