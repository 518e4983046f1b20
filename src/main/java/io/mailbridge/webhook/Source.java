package io.mailbridge.webhook;

import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.provider.Profile;

/** A configured webhook: who posts to /webhooks/name, and how it proves that it is the one. */
record Source(String name, Profile profile, Credentials credentials) {
    String provider() {
        return profile.name();
    }

    Tag eventTag() {
        return new Tag(name, provider(), null);
    }

    Tag deadLetterTag(String reason) {
        return new Tag(name, provider(), reason);
    }
}
