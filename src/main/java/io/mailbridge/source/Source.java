package io.mailbridge.source;

import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.provider.Profile;
import io.mailbridge.signature.SignatureVerifier;

/**
 * A configured webhook: who posts to /webhooks/name, and how the sender proves its identity.
 *
 * @param signature checks the platform's own signature where that can be checked, whatever the credentials; otherwise
 * null
 * @param validationKey what the platform wants to read in answers, null where none is configured
 */
public record Source(
        String name, Profile profile, Credentials credentials, SignatureVerifier signature, String validationKey) {
    public Source(String name, Profile profile, Credentials credentials, SignatureVerifier signature) {
        this(name, profile, credentials, signature, null);
    }

    public Source(String name, Profile profile, Credentials credentials) {
        this(name, profile, credentials, null);
    }

    /** Whether a check of its signature may have to fetch something first. */
    public boolean fetches() {
        return (signature != null || credentials instanceof Credentials.Signed)
                && profile.signature() != null
                && profile.signature().fetches();
    }

    public String provider() {
        return profile.name();
    }

    /** A record's own text would hold tokens. */
    @Override
    public String toString() {
        return name;
    }

    public Tag eventTag() {
        return new Tag(name, provider(), null);
    }

    public Tag deadLetterTag(String reason) {
        return new Tag(name, provider(), reason);
    }
}
