package io.mailbridge.webhook;

import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.provider.Profile;
import io.mailbridge.signature.SignatureVerifier;

/**
 * A configured webhook: who posts to /webhooks/name, and how it proves that it is the one.
 *
 * @param signature checks the platform's own signature where that can be checked, whatever the credentials; null else
 */
record Source(String name, Profile profile, Credentials credentials, SignatureVerifier signature) {
    Source(String name, Profile profile, Credentials credentials) {
        this(name, profile, credentials, null);
    }

    String provider() {
        return profile.name();
    }

    /** What a record would print holds tokens. */
    @Override
    public String toString() {
        return name;
    }

    Tag eventTag() {
        return new Tag(name, provider(), null);
    }

    Tag deadLetterTag(String reason) {
        return new Tag(name, provider(), reason);
    }
}
