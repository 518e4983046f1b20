package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PseudonymizerTest {
    private static final Origin ORIGIN = new Origin("shop", Instant.parse("2026-01-06T10:00:00Z"), true);
    /** printf ann@example.com | sha256sum */
    private static final String ANN = "71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476";

    private final Pseudonymizer sha256 = new Pseudonymizer(Pseudonyms.sha256());

    @Test
    void shouldReplaceTheAddressWhereverItStands() throws IOException {
        EmailEvent event = event("""
                [{"event":"bounce","email":" Ann@Example.com","sg_event_id":"e-1","timestamp":1767690140,
                "smtp-id":"<2026.1@mail.example.com>","category":["to-ann@example.com"],
                "reason":"550 5.1.1 <ANN@example.com> unknown, <2026.1@mail.example.com>",
                "status":"5.1.1","buyer":{"ann@example.com":["x",{"mail":"Ann <ann@example.com>"}],"age":7}}]""");

        EmailEvent replaced = sha256.event(event);

        JsonNode record = EventSchema.written(replaced);
        assertThat(replaced.recipient()).isEqualTo(ANN).isEqualTo(replaced.key());
        assertThat(record.toString().toLowerCase()).doesNotContain("ann@example.com");
        assertThat(record.at("/bounce/mta_response").textValue())
                .isEqualTo("550 5.1.1 <" + ANN + "> unknown, <2026.1@mail.example.com>");
        assertThat(record.at("/smtp_message_id").textValue()).isEqualTo("<2026.1@mail.example.com>");
        assertThat(record.at("/raw/smtp-id").textValue()).isEqualTo("<2026.1@mail.example.com>");
        assertThat(record.at("/raw/buyer/" + ANN + "/1/mail").textValue()).isEqualTo("Ann <" + ANN + ">");
        assertThat(record.at("/metadata/buyer/age").intValue()).isEqualTo(7);
        assertThat(record.get("id").textValue()).isEqualTo("sendgrid:e-1");
        assertThat(event.raw().toString()).contains("Ann <ann@example.com>");
    }

    @Test
    void shouldGiveOnePersonOnePseudonym() throws IOException {
        String plain =
                "[{\"event\":\"open\",\"email\":\"ann@example.com\"},{\"event\":\"open\",\"email\":\"Ann <ANN@example.com>\"},"
                        + "{\"event\":\"open\",\"email\":\"bob@example.com\"},{\"event\":\"open\",\"email\":\"no address\"}]";

        var keys =
                Profiles.load(null)
                        .find("sendgrid")
                        .normalize(JsonCodec.mapper().readTree(plain), ORIGIN)
                        .events()
                        .stream()
                        .map(sha256::event)
                        .map(EmailEvent::key)
                        .toList();

        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
        assertThat(keys).allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    @Test
    void shouldDependOnTheKey() {
        assertThat(Pseudonyms.hmac("0123456789abcdef").of("ann@example.com"))
                .isEqualTo(Pseudonyms.hmac("0123456789abcdef").of(" ANN@example.com "))
                .isNotEqualTo(Pseudonyms.hmac("0123456789abcdeg").of("ann@example.com"))
                .isNotEqualTo(ANN);
    }

    @Test
    void shouldReplaceAddressesInDeadLetters() {
        byte[] raw = "mandrill_events=%7B%22m%22:%22ann%40example.com%22\u00ff".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new String(sha256.bytes(raw), StandardCharsets.ISO_8859_1))
                .isEqualTo("mandrill_events=%7B%22m%22:%22" + ANN + "%22\u00ff");
        byte[] none = {1, 2, (byte) 0x80};
        assertThat(sha256.bytes(none)).isSameAs(none);
    }

    private static EmailEvent event(String json) throws IOException {
        return Profiles.load(null)
                .find("sendgrid")
                .normalize(JsonCodec.mapper().readTree(json), ORIGIN)
                .events()
                .get(0);
    }
}
