package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With pseudonyms no address leaves the bridge, and one person's events still share key and pseudonym. */
class RecipientPrivacyIT {

    @Test
    void shouldPublishPseudonymsOnly() {
        try (Servers servers = Servers.start();
                BridgeProcess bridge = servers.launcher()
                        .openSource("sendgrid", "sendgrid")
                        .openSource("ses", "amazon-ses")
                        .property("bridge.event.recipient", "hmac")
                        .property("bridge.event.recipient-key", "0123456789abcdef")
                        .property("bridge.event.include-raw", "true")
                        .startReady(Servers.START_LIMIT)) {
            bridge.post("sendgrid", Payloads.text("sendgrid/open.json"));
            bridge.post("sendgrid", Payloads.text("sendgrid/delivered.json").replace("alice@", "Alice@"));
            bridge.post("ses", Payloads.text("amazon-ses-sns-raw/delivery.json"));
            bridge.post("sendgrid", "[{\"email\":\"alice@example.com\"}, \"alice\\u0040example.com\"]");
            bridge.post("sendgrid", "no JSON\\nalice\\u0040example.com, alice%40example.com");

            List<TopicRecord> events = servers.recordsOnceDrained("email-events");
            assertThat(events).hasSize(3);
            assertThat(events)
                    .allSatisfy(record -> assertThat(record.json().toString()).doesNotContainIgnoringCase("alice@"));
            assertThat(events.stream()
                            .map(record -> record.json().get("recipient").textValue())
                            .distinct())
                    .singleElement()
                    .satisfies(pseudonym -> {
                        assertThat(pseudonym).matches("[0-9a-f]{64}");
                        assertThat(events).allSatisfy(record -> {
                            assertThat(record.key()).isEqualTo(pseudonym);
                            assertThat(record.json().get("raw").toString()).contains(pseudonym);
                        });
                        assertThat(servers.recordsOnceDrained("email-events.rejected"))
                                .hasSize(3)
                                .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                                        .contains(pseudonym)
                                        .doesNotContain("alice"));
                    });
        }
    }
}
