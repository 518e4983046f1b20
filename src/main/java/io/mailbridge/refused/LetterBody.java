package io.mailbridge.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Profile;
import java.io.IOException;
import java.util.Set;

/**
 * Lays what a dead letter holds out as the request that its platform sent: a whole body is one, an event of a batch becomes a
 * batch of one.
 */
final class LetterBody {
    private static final Set<String> OF_WHOLE_BODIES = Set.of("not_json", "unexpected_body", "too_complex");
    /** Its dead letter holds the common event, as a profile or a route made it. */
    private static final String INVALID_EVENT = "invalid_event";

    private LetterBody() {}

    /**
     * @param edited what to take in place of what it holds, or null
     * @return null where it does not hold what the platform sent
     */
    static byte[] of(Refused letter, byte[] edited, Profile profile) {
        if (isWhole(letter.rejection())) {
            return edited == null ? letter.value() : edited;
        }
        byte[] element = edited != null ? edited : element(letter);
        return element == null ? null : profile.bodyOf(element);
    }

    /** True where a dead letter of this reason holds a whole body. */
    static boolean isWhole(String rejection) {
        return OF_WHOLE_BODIES.contains(rejection);
    }

    private static byte[] element(Refused letter) {
        if (!INVALID_EVENT.equals(letter.rejection())) {
            return letter.value();
        }
        try {
            JsonNode raw = JsonCodec.mapper().readTree(letter.value()).path("raw");
            return raw.isObject() ? JsonCodec.write(raw) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
