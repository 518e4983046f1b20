package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** What a manifest expects of an event. A member that no check here knows fails, so that none is passed over. */
final class ExpectedEvent {
    /** Members that say where a field of the record is, for fields that the manifests give for some events only. */
    private static final Map<String, String> OPTIONAL = Map.of(
            "bounce_type", "/bounce/type",
            "reason_code", "/reason/code",
            "machine", "/engagement/machine",
            "first", "/engagement/first",
            "list_id", "/subscription/list_id",
            "recipient_ambiguous", "/recipient_ambiguous");

    private static final Set<String> ALWAYS =
            Set.of("type", "recipient", "occurred_at", "message_id", "provider_event_id");
    /** Of no field: the token that Mailgun's signature covers, which the vectors check. */
    private static final String SIGNATURE_TOKEN = "signature_token";

    private ExpectedEvent() {}

    /** @param idOfHeader stands for an id that the manifest does not spell out */
    static void compare(EmailEvent event, JsonNode expected, String idOfHeader) {
        JsonNode record = EventSchema.written(event);
        assertThat(event.type()).as("type").isNotEqualTo(EventType.UNKNOWN);
        assertThat(record.get("type")).as("type").isEqualTo(expected.get("type"));
        assertThat(record.get("recipient")).as("recipient").isEqualTo(expected.get("recipient"));
        assertThat(record.get("message_id")).as("message_id").isEqualTo(expected.get("message_id"));
        compareTime(event, record, expected.get("occurred_at"));
        compareId(event, expected.get("provider_event_id"), idOfHeader);
        expected.properties().forEach(member -> compareOptional(record, member.getKey(), member.getValue()));
    }

    private static void compareOptional(JsonNode record, String name, JsonNode expected) {
        if (ALWAYS.contains(name) || name.equals(SIGNATURE_TOKEN)) {
            return;
        }
        assertThat(OPTIONAL).as("members that this test knows").containsKey(name);
        assertThat(record.at(OPTIONAL.get(name))).as(name).isEqualTo(expected);
    }

    private static void compareTime(EmailEvent event, JsonNode record, JsonNode expected) {
        boolean isEstimated = expected.isNull();
        Instant time = isEstimated ? event.receivedAt() : Instant.parse(expected.textValue());
        assertThat(event.occurredAt().truncatedTo(ChronoUnit.MILLIS)).isEqualTo(time);
        assertThat(record.has("occurred_at_estimated")).isEqualTo(isEstimated);
    }

    private static void compareId(EmailEvent event, JsonNode expected, String idOfHeader) {
        if (expected.isNull()) {
            assertThat(event.id()).matches(event.provider() + ":[0-9a-f]{64}(:\\d+)?");
        } else {
            String id = expected.textValue().equals("(svix-id header)") ? idOfHeader : expected.textValue();
            assertThat(event.id()).startsWith(event.provider() + ":" + id);
        }
    }
}
