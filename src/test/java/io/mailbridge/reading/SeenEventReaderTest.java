package io.mailbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.mailbridge.event.EventReader;
import io.mailbridge.event.EventWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenEventReaderTest {
    private static final String BOUNCE = """
            {"schema_version": 1, "id": "x:1", "type": "bounced", "provider": "x", "provider_event": "bounce", "source": "shop",
             "occurred_at": "2026-01-06T09:02:20.000Z", "received_at": "2026-01-06T09:02:24.000Z", "message_id": "m-1",
             "smtp_message_id": "<m@x>", "recipient": "ann@example.com", "recipient_ambiguous": false, "subject": null,
             "campaign": {"id": "17", "name": "Spring", "template_id": null}, "tags": ["a"],
             "metadata": {"id": "not this", "campaign": {"id": "nor this"}, "type": ["x", {"type": "y"}]},
             "bounce": {"type": "hard", "smtp_code": 550, "enhanced_code": null, "mta_response": null, "provider_class": null},
             "reason": {"code": "invalid_address", "text": "550 no"}, "engagement": null, "subscription": null}
            """;

    @Test
    void shouldReadWhatTheBridgeWrites() throws IOException {
        byte[] value = new EventWriter().write(EventReader.read((Object) BOUNCE));

        assertThat(SeenEventReader.read(value))
                .isEqualTo(new SeenEvent(
                        "x:1",
                        "bounced",
                        "x",
                        "shop",
                        Instant.parse("2026-01-06T09:02:20Z"),
                        "m-1",
                        "ann@example.com",
                        "17",
                        "Spring",
                        "hard",
                        "invalid_address",
                        "550 no",
                        false));
    }

    @Test
    void shouldReadWhatIsThereOfWhatRoutesMayPublish() throws IOException {
        SeenEvent event = read("""
                {"id": 7, "type": {"a": 1}, "occurred_at": "yesterday", "campaign": "spring", "smtp_message_id": "<m@x>",
                 "engagement": {"machine": true}, "more": [[{"id": "no"}]]}
                """);

        assertThat(event.id()).isEqualTo("7");
        assertThat(event.type()).isNull();
        assertThat(event.occurredAt()).isNull();
        assertThat(event.campaign()).isNull();
        assertThat(event.messageId()).isEqualTo("<m@x>");
        assertThat(event.machine()).isTrue();
    }

    @Test
    void shouldNotTakeAnEstimateForTheTimeOfThePlatform() throws IOException {
        assertThat(read("{\"occurred_at\": \"2026-01-06T09:02:20.000Z\", \"occurred_at_estimated\": true}")
                        .occurredAt())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"id\": ", "hello"})
    void shouldRefuseWhatIsNoObject(String value) {
        assertThatIOException().isThrownBy(() -> read(value));
        assertThatIOException().isThrownBy(() -> SeenEventReader.read(null));
    }

    private static SeenEvent read(String json) throws IOException {
        return SeenEventReader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
