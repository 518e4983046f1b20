package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.CapturedRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole captured requests of every platform against the events expected of them (the manifests). */
class PayloadsTest {
    /** After the last event of the manifests. */
    private static final Instant RECEIVED_AT = Instant.parse("2026-02-03T10:00:00.123Z");

    private static final String WEBHOOK_ID = "msg_2b7Zt1";

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void shouldGiveTheExpectedEvents(CapturedRequest request) throws IOException {
        JsonNode expected = request.expected();

        Normalized normalized = profile(request).normalize(tree(request), origin(request, "svix-id"));

        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            ExpectedEvent.compare(normalized.events().get(i), expected.get(i), WEBHOOK_ID);
        }
        assertThat(normalized.setupMessages().isEmpty())
                .as("a request without events is a set-up message, or an empty list")
                .isEqualTo(!expected.isEmpty() || tree(request).isEmpty());
    }

    /** A retried request gives the same ids, and no two events of a request share one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void shouldGiveTheSameIdsAgain(CapturedRequest request) throws IOException {
        Profile profile = profile(request);
        Origin first = origin(request, null);
        Origin later = new Origin("other-source", RECEIVED_AT.plusSeconds(3600), false, first.header());

        assertThat(profile.normalize(tree(request), first).events())
                .extracting(EmailEvent::id)
                .doesNotHaveDuplicates()
                .isEqualTo(profile.normalize(tree(request), later).events().stream()
                        .map(EmailEvent::id)
                        .toList());
    }

    /** What is no POST is an event, a question that the platform asks before it posts, or a probe. */
    @Test
    void shouldTellWhatOtherMethodsAreFor() {
        for (CapturedRequest request :
                known().filter(row -> !row.method().equals("POST")).toList()) {
            Profile profile = profile(request);
            if (request.method().equals("OPTIONS")) {
                assertThat(profile.validatesByOptions()).as(request.file()).isTrue();
            } else {
                assertThat(profile.isEventQuery(request.body()))
                        .as(request.file())
                        .isEqualTo(!request.expected().isEmpty());
            }
        }
    }

    /** Some platforms read the answer: a value of their message, or the key of the source. */
    @Test
    void shouldReplyWhatThePlatformReads() throws IOException {
        for (CapturedRequest request : requests().toList()) {
            JsonNode wanted = request.reply();
            Origin origin = new Origin("source", RECEIVED_AT, false, request.headers()::get, "vK5Example");
            Profile profile = profile(request);
            JsonNode body = tree(request);
            Reply reply = profile.reply(profile.normalize(body, origin), body, origin);
            if (wanted.has("body")) {
                assertThat(reply.members()).as(request.file()).isEqualTo(wanted.get("body"));
                assertThat(reply.whole()).isTrue();
            }
            for (JsonNode text : wanted.path("body_contains")) {
                assertThat(reply.members().toString()).as(request.file()).contains(text.textValue());
            }
        }
    }

    @Test
    void shouldKnowAllPayloads() {
        assertThat(CapturedRequest.all()).hasSize(350);
    }

    private static Origin origin(CapturedRequest request, String idHeader) {
        return new Origin(
                "source",
                RECEIVED_AT,
                true,
                name -> name.equals(idHeader) ? WEBHOOK_ID : request.headers().get(name));
    }

    private static Profile profile(CapturedRequest request) {
        return Normalizing.profile(request.profile());
    }

    private static JsonNode tree(CapturedRequest request) throws IOException {
        return JsonCodec.mapper().readTree(profile(request).json(request.body()));
    }

    /** Probes never come this far. */
    static Stream<CapturedRequest> requests() {
        return known().filter(request -> !request.isProbe());
    }

    private static Stream<CapturedRequest> known() {
        return CapturedRequest.all();
    }
}
