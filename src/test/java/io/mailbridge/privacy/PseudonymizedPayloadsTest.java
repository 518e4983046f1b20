package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.support.CapturedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole captured requests of every platform: what leaves the bridge with pseudonyms, raw JSON included. */
class PseudonymizedPayloadsTest {
    private static final Origin ORIGIN = new Origin("source", Instant.parse("2026-01-06T10:00:00Z"), true);
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+(@|%40|\\\\u0040)[\\w-]+\\.[\\w-]+");
    private static final Profiles PROFILES = Profiles.load(null);

    private final Pseudonyms pseudonyms = Pseudonyms.hmac("0123456789abcdef");
    private final Pseudonymizer pseudonymizer = new Pseudonymizer(pseudonyms::of);

    @ParameterizedTest
    @MethodSource("requests")
    void shouldHoldNoAddressBesideMessageIds(CapturedRequest request) throws IOException {
        Profile profile = PROFILES.find(request.profile());
        JsonNode body = JsonCodec.mapper().readTree(profile.json(request.body()));

        List<EmailEvent> events = profile.normalize(body, ORIGIN).events();
        JsonNode before = body.deepCopy();
        for (EmailEvent plain : events) {
            EmailEvent event = pseudonymizer.event(plain);

            JsonNode record = EventSchema.written(event);
            assertThat(without(record.toString(), event.smtpMessageId(), event.messageId()))
                    .doesNotContainPattern(ADDRESS);
            assertThat(event.key())
                    .isEqualTo(plain.recipient() == null ? plain.key() : pseudonyms.of(plain.recipient()));
            assertThat(event.messageId()).isEqualTo(plain.messageId());
            assertThat(event.smtpMessageId()).isEqualTo(plain.smtpMessageId());
            assertThat(event.id()).isEqualTo(plain.id());
        }
        assertThat(body).as("the tree it was made of").isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldLeaveADeadLetterTheSameJson(CapturedRequest request) throws IOException {
        byte[] json = PROFILES.find(request.profile()).json(request.body());
        byte[] letter = pseudonymizer.bytes(json);

        assertThat(new String(letter, StandardCharsets.UTF_8)).doesNotContainPattern(ADDRESS);
        assertThat(shape(JsonCodec.mapper().readTree(letter)))
                .isEqualTo(shape(JsonCodec.mapper().readTree(json)));
    }

    /** How many values a tree has, so that none was lost or joined with another. */
    private static int shape(JsonNode node) {
        int count = 1;
        for (JsonNode child : node) {
            count += shape(child);
        }
        return count;
    }

    /** The longest first: an id of a platform may be part of the message's own. */
    private static String without(String record, String... ids) {
        return Stream.of(ids)
                .filter(Objects::nonNull)
                .map(id -> id.replaceAll("^<|>$", ""))
                .sorted(Comparator.comparing(String::length).reversed())
                .reduce(record, (rest, id) -> rest.replace(id, ""));
    }

    static Stream<CapturedRequest> requests() {
        return CapturedRequest.all().filter(request -> !request.isProbe());
    }
}
