package io.mailbridge.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void shouldGiveEveryEventAnIdOfItsOwn() throws IOException {
        Payload payload = new Payload(100);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            JsonNode events = new ObjectMapper().readTree(payload.next());
            assertThat(events).hasSize(100);
            events.forEach(event -> ids.add(event.path("sg_event_id").asText()));
        }
        assertThat(ids).hasSize(2_000);
    }

    @Test
    void shouldLookLikeSendGrid() throws IOException {
        JsonNode event = new ObjectMapper().readTree(new Payload(1).next()).get(0);
        assertThat(event.path("email").asText()).matches("user\\d{4}@example\\.com");
        assertThat(event.path("event").asText()).isEqualTo("delivered");
        assertThat(event.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(event.path("sg_message_id").asText())
                .endsWith(event.path("email").asText().substring(4, 8));
    }
}
