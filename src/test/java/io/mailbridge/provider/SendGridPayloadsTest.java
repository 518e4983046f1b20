package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole captured requests against the events expected of them (manifest.json). */
class SendGridPayloadsTest {
    private static final Origin ORIGIN = new Origin("sendgrid-eu", Instant.parse("2026-01-06T10:00:00Z"), true);

    @ParameterizedTest
    @MethodSource("payloads")
    void shouldGiveTheExpectedEvents(String file, JsonNode expected) throws IOException {
        JsonNode body = json(file);

        Normalized normalized = Normalizing.profile("sendgrid").normalize(body, ORIGIN);

        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            EmailEvent event = normalized.events().get(i);
            compare(EventSchema.written(event), expected.get(i));
            assertThat(event.raw()).isEqualTo(body.get(i));
        }
    }

    private static void compare(JsonNode record, JsonNode expected) {
        assertThat(record.get("type")).isEqualTo(expected.get("type"));
        assertThat(record.get("recipient")).isEqualTo(expected.get("recipient"));
        assertThat(Instant.parse(record.get("occurred_at").textValue()))
                .isEqualTo(expected.get("occurred_at").textValue());
        assertThat(record.has("occurred_at_estimated")).isFalse();
        assertThat(record.get("message_id")).isEqualTo(expected.get("message_id"));
        assertThat(record.get("id").textValue())
                .isEqualTo("sendgrid:" + expected.get("provider_event_id").textValue());
        if (expected.has("bounce_type")) {
            assertThat(record.at("/bounce/type")).isEqualTo(expected.get("bounce_type"));
        }
        if (expected.has("reason_code")) {
            assertThat(record.at("/reason/code")).isEqualTo(expected.get("reason_code"));
        }
        if (expected.has("machine")) {
            assertThat(record.at("/engagement/machine")).isEqualTo(expected.get("machine"));
        }
        if (!record.get("recipient").isNull()) {
            assertThat(record.get("metadata")).hasToString("{\"tenant\":\"acme\",\"order_id\":\"1001\"}");
            assertThat(record.get("tags")).hasToString("[\"receipts\",\"order-1001\"]");
            assertThat(record.get("smtp_message_id").textValue())
                    .isEqualTo("<9fQ2LmZ1R8qkVw3nT0aYxA@geopod-ismtpd-12>");
        }
    }

    static Stream<Object[]> payloads() throws IOException {
        return StreamSupport.stream(json("manifest.json").get("payloads").spliterator(), false)
                .map(entry -> new Object[] {entry.get("file").textValue(), entry.get("expect")});
    }

    private static JsonNode json(String file) throws IOException {
        try (InputStream in = SendGridPayloadsTest.class.getResourceAsStream("/payloads/" + file)) {
            return JsonCodec.mapper().readTree(in);
        }
    }
}
