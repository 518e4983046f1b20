package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Normalizes JSON written with single quotes, and checks each resulting event against the published schema. */
final class Normalizing {
    static final Instant RECEIVED_AT = Instant.parse("2026-01-06T10:00:00Z");
    private static final Profiles PROFILES = Profiles.load(null);

    private Normalizing() {}

    static Profile profile(String name) {
        return PROFILES.find(name);
    }

    static List<String> profiles() {
        return PROFILES.names().stream().sorted().toList();
    }

    static Normalized normalize(Profile profile, String json) {
        return normalize(profile, json, new Origin("test", RECEIVED_AT, false));
    }

    static Normalized normalize(Profile profile, String json, Origin origin) {
        try {
            Normalized normalized = profile.normalize(JsonCodec.mapper().readTree(json.replace('\'', '"')), origin);
            normalized.events().forEach(EventSchema::written);
            return normalized;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The event of a request with one. */
    static EmailEvent event(Profile profile, String json) {
        Normalized normalized = normalize(profile, json);
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).hasSize(1);
        return normalized.events().get(0);
    }

    /** What becomes of a form, or of the query of a GET; brackets and blanks need not be encoded. */
    static Normalized form(Profile profile, String form) {
        try {
            byte[] json = profile.json(form.getBytes(StandardCharsets.UTF_8));
            Normalized normalized =
                    profile.normalize(JsonCodec.mapper().readTree(json), new Origin("test", RECEIVED_AT, false));
            normalized.events().forEach(EventSchema::written);
            return normalized;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of a form with one. */
    static EmailEvent formEvent(Profile profile, String form) {
        Normalized normalized = form(profile, form);
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).hasSize(1);
        return normalized.events().get(0);
    }

    /** The event of SendGrid with these members, written as in {@code 'event':'open'}. */
    static EmailEvent sendGrid(String members) {
        return event(profile("sendgrid"), "[{" + members + "}]");
    }
}
