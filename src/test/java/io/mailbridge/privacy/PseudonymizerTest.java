package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Geo;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Reason;
import io.mailbridge.event.ReasonCode;
import io.mailbridge.event.Subscription;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymizerTest {
    private static final Origin ORIGIN = new Origin("shop", Instant.parse("2026-01-06T10:00:00Z"), true);
    /** printf ann@example.com | sha256sum */
    private static final String ANN = "71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476";

    private final Pseudonymizer sha256 = new Pseudonymizer(Pseudonyms.sha256()::of);

    @Test
    void shouldReplaceTheAddressWhereverItIs() throws IOException {
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

    @Test
    void shouldReplaceAddressesInEveryTextOfTheRecord() {
        EmailEvent event = new EmailEvent(
                "shop:e-1",
                EventType.CLICKED,
                "shop",
                "click by ann@example.com",
                "shop",
                Instant.EPOCH,
                false,
                Instant.EPOCH,
                null,
                null,
                "ann@example.com",
                false,
                "Hello ann@example.com",
                new Campaign("c-ann@example.com", "For ann@example.com", "ann@example.com"),
                List.of("ann@example.com"),
                Map.of(),
                null,
                new Reason(ReasonCode.UNKNOWN, "ann@example.com"),
                new Engagement(
                        "https://x.example/?m=ann%40example.com",
                        "ann@example.com",
                        "UA (ann@example.com)",
                        new Geo("ann@example.com", "ann@example.com", "ann@example.com"),
                        null,
                        null),
                new Subscription("ann@example.com", "ann@example.com", "ann@example.com"),
                null);

        JsonNode record = EventSchema.written(sha256.event(event));

        assertThat(record.toString()).doesNotContain("example.com");
        assertThat(record.at("/subscription/list_id").textValue()).isEqualTo(ANN);
        assertThat(record.at("/provider_event").textValue()).isEqualTo("click by " + ANN);
    }

    @Test
    void shouldKeepMessageIdsAndNoAddressThatEndsOrBeginsLikeOne() throws IOException {
        EmailEvent replaced = sha256.event(event("""
                [{"event":"open","email":"maria@b.example","smtp-id":"<a@b.example>","ref":"maria@b.example",
                "in":"%3Ca%40b.example%3E <a@b.example> a@b.example.org"}]"""));

        assertThat(replaced.smtpMessageId()).isEqualTo("<a@b.example>");
        assertThat(replaced.metadata().get("ref").textValue()).isEqualTo(replaced.recipient());
        assertThat(replaced.metadata().get("in").textValue())
                .matches("%3Ca%40b\\.example%3E <a@b\\.example> [0-9a-f]{64}");
    }

    @Test
    void shouldNotTakeTheRecipientForAMessageId() throws IOException {
        EmailEvent replaced = sha256.event(
                event(
                        "[{\"event\":\"open\",\"email\":\"ann@example.com\",\"smtp-id\":\"<Ann@example.com>\",\"x\":\"ann@example.com\"}]"));

        assertThat(replaced.smtpMessageId()).isEqualTo("<" + ANN + ">");
        assertThat(EventSchema.written(replaced).toString()).doesNotContain("example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@localhost", "x=ann@example.com", "\\\"ann b\\\"@example.com", "Ann B"})
    void shouldReplaceTheWholeRecipientWhateverItLooksLike(String recipient) throws IOException {
        EmailEvent replaced = sha256.event(event("[{\"event\":\"open\",\"email\":\"" + recipient + "\"}]"));

        assertThat(replaced.recipient()).matches("[0-9a-f]{64}").isNotEqualTo(ANN);
        assertThat(replaced.raw().get("email").textValue()).isEqualTo(replaced.recipient());
    }

    @Test
    void shouldLoseNoMemberWhenTwoNamesAreOnePerson() throws IOException {
        EmailEvent replaced = sha256.event(
                event("[{\"event\":\"open\",\"ann@example.com\":1,\"Ann@example.com\":2,\"in\":{\"ann@example.com\":3,"
                        + "\"ANN@example.com\":4}}]"));

        assertThat(replaced.metadata()).hasSize(3).containsKey(ANN);
        assertThat(replaced.metadata().get("in")).hasSize(2);
        assertThat(replaced.raw()).hasSize(4);
        assertThat(EventSchema.written(replaced).toString()).doesNotContainIgnoringCase("ann@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to':'first\\r\\nann@example.com\\r\\n'} | {'to':'first\\r\\n#\\r\\n'}",
                "{'m':'{\\'to\\':\\'x\\\\nann\\\\u0040example.com\\'}'} | {'m':'{\\'to\\':\\'x\\\\n#\\'}'}",
                "{'to':'\\u003cann\\u0040example.com\\u003e'} | {'to':'\\u003c#\\u003e'}",
                "{'to':'“ann@example.com”'} | {'to':'“#”'}",
            })
    void shouldLeaveDeadLettersTheJsonTheyWere(String raw, String expected) {
        assertThat(new String(sha256.bytes(raw.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo(expected.replace("#", ANN));
    }

    private static EmailEvent event(String json) throws IOException {
        return Profiles.load(null)
                .find("sendgrid")
                .normalize(JsonCodec.mapper().readTree(json), ORIGIN)
                .events()
                .get(0);
    }
}
