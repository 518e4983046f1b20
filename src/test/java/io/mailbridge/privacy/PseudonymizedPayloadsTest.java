package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    @MethodSource("files")
    void shouldHoldNoAddressBesideMessageIds(String file) throws IOException {
        JsonNode body = JsonCodec.mapper().readTree(bytes(file));

        for (EmailEvent plain :
                PROFILES.find(provider(file)).normalize(body, ORIGIN).events()) {
            EmailEvent event = pseudonymizer.event(plain);

            JsonNode record = EventSchema.written(event);
            assertThat(without(record.toString(), event.messageId(), event.smtpMessageId()))
                    .doesNotContainPattern(ADDRESS);
            assertThat(event.key())
                    .isEqualTo(plain.recipient() == null ? plain.key() : pseudonyms.of(plain.recipient()));
            assertThat(event.messageId()).isEqualTo(plain.messageId());
            assertThat(event.smtpMessageId()).isEqualTo(plain.smtpMessageId());
            assertThat(event.id()).isEqualTo(plain.id());
        }
        assertThat(body)
                .as("the tree it was made of")
                .isEqualTo(JsonCodec.mapper().readTree(bytes(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldLeaveADeadLetterTheSameJson(String file) throws IOException {
        byte[] letter = pseudonymizer.bytes(bytes(file));

        assertThat(new String(letter, StandardCharsets.UTF_8)).doesNotContainPattern(ADDRESS);
        assertThat(shape(JsonCodec.mapper().readTree(letter)))
                .isEqualTo(shape(JsonCodec.mapper().readTree(bytes(file))));
    }

    /** How many values a tree has, so that none was lost or joined with another. */
    private static int shape(JsonNode node) {
        int count = 1;
        for (JsonNode child : node) {
            count += shape(child);
        }
        return count;
    }

    private static String without(String record, String... ids) {
        String rest = record;
        for (String id : ids) {
            rest = id == null ? rest : rest.replace(id.replaceAll("^<|>$", ""), "");
        }
        return rest;
    }

    private static String provider(String file) {
        String folder = file.substring(0, file.indexOf('/'));
        return folder.startsWith("amazon-ses") ? "amazon-ses" : folder;
    }

    static Stream<String> files() throws IOException {
        JsonNode payloads = JsonCodec.mapper().readTree(bytes("manifest.json")).get("payloads");
        assertThat(payloads).hasSizeGreaterThan(100);
        return StreamSupport.stream(payloads.spliterator(), false)
                .map(entry -> entry.get("file").textValue());
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = PseudonymizedPayloadsTest.class.getResourceAsStream("/senders/" + file)) {
            return in.readAllBytes();
        }
    }
}
