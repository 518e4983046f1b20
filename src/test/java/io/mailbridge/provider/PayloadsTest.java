package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole captured requests of every platform against the events expected of them (manifest.json). */
class PayloadsTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-01-06T10:00:00.123Z");
    private static final String WEBHOOK_ID = "msg_2b7Zt1";

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void shouldGiveTheExpectedEvents(String file, JsonNode expected) throws IOException {
        String provider = provider(file);

        Normalized normalized = Normalizing.profile(provider).normalize(json(file), origin("svix-id"::equals));

        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            compare(provider, normalized.events().get(i), expected.get(i));
        }
        assertThat(normalized.setupMessages().isEmpty())
                .as("a request without events is a set-up message, or an empty list")
                .isEqualTo(!expected.isEmpty() || json(file).isEmpty());
    }

    /** A retried request gives the same ids, and no two events of a request share one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void shouldGiveTheSameIdsAgain(String file, JsonNode expected) throws IOException {
        Profile profile = Normalizing.profile(provider(file));
        Origin later = new Origin("other-source", RECEIVED_AT.plusSeconds(3600), false);

        assertThat(profile.normalize(json(file), origin(name -> false)).events())
                .extracting(EmailEvent::id)
                .doesNotHaveDuplicates()
                .isEqualTo(profile.normalize(json(file), later).events().stream()
                        .map(EmailEvent::id)
                        .toList());
    }

    @Test
    void shouldKnowAllPayloads() throws IOException {
        assertThat(payloads()).hasSize(171);
    }

    private static void compare(String provider, EmailEvent event, JsonNode expected) {
        JsonNode record = EventSchema.written(event);
        assertThat(event.type()).as("type").isNotEqualTo(io.mailbridge.event.EventType.UNKNOWN);
        assertThat(record.get("type")).isEqualTo(expected.get("type"));
        assertThat(record.get("recipient")).isEqualTo(expected.get("recipient"));
        assertThat(record.get("message_id")).isEqualTo(expected.get("message_id"));
        boolean toldNoTime = expected.get("occurred_at").isNull();
        Instant time = toldNoTime
                ? RECEIVED_AT
                : Instant.parse(expected.get("occurred_at").textValue());
        assertThat(event.occurredAt().truncatedTo(ChronoUnit.MILLIS)).isEqualTo(time);
        assertThat(record.has("occurred_at_estimated")).isEqualTo(toldNoTime);
        compareId(provider, event.id(), expected.get("provider_event_id"));
        Map.of("bounce_type", "/bounce/type", "reason_code", "/reason/code", "machine", "/engagement/machine")
                .forEach((name, pointer) -> {
                    if (expected.has(name)) {
                        assertThat(record.at(pointer)).as(name).isEqualTo(expected.get(name));
                    }
                });
    }

    private static void compareId(String provider, String id, JsonNode providerId) {
        if (providerId.isNull()) {
            assertThat(id).matches(provider + ":[0-9a-f]{64}");
        } else {
            String ofPlatform = providerId.textValue().equals("(svix-id header)") ? WEBHOOK_ID : providerId.textValue();
            assertThat(id).startsWith(provider + ":" + ofPlatform);
        }
    }

    private static Origin origin(java.util.function.Predicate<String> isWebhookId) {
        UnaryOperator<String> headers = name -> isWebhookId.test(name) ? WEBHOOK_ID : null;
        return new Origin("source", RECEIVED_AT, true, headers);
    }

    /** The three ways of Amazon SES have a folder each and one profile. */
    private static String provider(String file) {
        String folder = file.substring(0, file.indexOf('/'));
        return folder.startsWith("amazon-ses") ? "amazon-ses" : folder;
    }

    static Stream<Object[]> payloads() throws IOException {
        return StreamSupport.stream(json("manifest.json").get("payloads").spliterator(), false)
                .map(entry -> new Object[] {entry.get("file").textValue(), entry.get("expect")});
    }

    private static JsonNode json(String file) throws IOException {
        try (InputStream in = PayloadsTest.class.getResourceAsStream("/senders/" + file)) {
            return JsonCodec.mapper().readTree(in);
        }
    }
}
