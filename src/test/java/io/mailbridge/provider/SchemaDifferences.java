package io.mailbridge.provider;

import java.util.List;
import java.util.regex.Pattern;

/** Where the schema of profiles and their reader differ by choice. */
final class SchemaDifferences {
    private static final List<Pattern> KNOWN = List.of(
            // they exclude each other, which the reader says by not knowing the one beside the other
            Pattern.compile("/metadata(/\\d+)? (all-members-except|except-prefix): unknown to the reader"),
            // the reader knows it only to say where the time of this scheme is
            Pattern.compile("/auth/signature timestamp-part: unknown to the schema"),
            // what answers and set-up messages may not say together
            Pattern.compile("would show the source's key to anybody"),
            // a schema cannot say that lists are equally long
            Pattern.compile("'timestamp', 'token' and 'signature' name as many places"),
            Pattern.compile("'algorithm' says of each 'header'"),
            Pattern.compile("/auth/signature/algorithm: reader \\[\\], schema \\[ecdsa-sha256, ed25519"));

    private SchemaDifferences() {}

    static boolean isKnown(String difference) {
        return KNOWN.stream().anyMatch(known -> known.matcher(difference).find());
    }
}
