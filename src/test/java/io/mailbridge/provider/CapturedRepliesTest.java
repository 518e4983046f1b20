package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.CapturedRequest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What platforms read in their answers, and which of their requests are no posts, against the captured ones. */
class CapturedRepliesTest {
    /** The key of the portal in the captured requests. */
    private static final String VALIDATION_KEY = "vK5Example";

    @Test
    void shouldReplyAsThePlatformExpects() throws IOException {
        for (CapturedRequest request : posted().toList()) {
            JsonNode wanted = request.reply();
            if (wanted.has("body") || wanted.has("body_contains")) {
                Profile profile = Normalizing.profile(request.profile());
                Reply reply = reply(profile, request);

                assertThat(reply).as(request.file()).isNotNull();
                if (wanted.has("body")) {
                    assertThat(reply.whole()).as(request.file()).isTrue();
                    assertThat(reply.members()).as(request.file()).isEqualTo(wanted.get("body"));
                }
                for (JsonNode text : wanted.path("body_contains")) {
                    assertThat(reply.members().toString()).as(request.file()).contains(text.textValue());
                }
            }
        }
    }

    @Test
    void shouldTellEventsInAQueryFromProbes() {
        captured().filter(request -> request.method().equals("GET")).forEach(request -> assertThat(
                        Normalizing.profile(request.profile()).isEventQuery(request.body()))
                .as(request.file())
                .isEqualTo(!request.expected().isEmpty()));
    }

    @Test
    void shouldAnswerOptionsWhereAPlatformAsksByThem() {
        captured().filter(request -> request.method().equals("OPTIONS")).forEach(request -> assertThat(
                        Normalizing.profile(request.profile()).validatesByOptions())
                .as(request.file())
                .isTrue());
    }

    private static Reply reply(Profile profile, CapturedRequest request) throws IOException {
        Origin origin = new Origin("shop", Normalizing.RECEIVED_AT, false, request.headers()::get, VALIDATION_KEY);
        JsonNode body = JsonCodec.mapper().readTree(profile.json(request.body()));
        return profile.reply(profile.normalize(body, origin), body, origin);
    }

    private static Stream<CapturedRequest> posted() {
        return captured().filter(request -> request.method().equals("POST"));
    }

    private static Stream<CapturedRequest> captured() {
        return CapturedRequest.all();
    }
}
