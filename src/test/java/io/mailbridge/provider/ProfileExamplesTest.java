package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.signature.SignatureKeys;
import io.mailbridge.signature.SignatureVerifier;
import io.mailbridge.signature.SignedRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles and requests of docs/profile-examples.md, as they are printed there. */
class ProfileExamplesTest {
    private static final Path PAGE = Path.of("docs/profile-examples.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)\\n```$");
    private static final Instant SENT_AT = Instant.parse("2026-01-06T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"hubspot, 0, 0", "oddmail, 1, 1", "oddmail, 1, 2", "oddmail, 1, 3"})
    void shouldMakeOfEachRequestWhatThePageSays(String name, int profile, int request) throws IOException {
        Example example = example(name, profile, request);

        assertThat(example.verifier(SENT_AT).verify(example).isValid()).isTrue();
        assertThat(example.result()).isEqualTo(blocks("text").get(request));
    }

    @ParameterizedTest
    @CsvSource({"hubspot, 0, 0", "oddmail, 1, 1", "oddmail, 1, 2", "oddmail, 1, 3"})
    void shouldRefuseAChangedOrAnOldRequest(String name, int profile, int request) throws IOException {
        Example example = example(name, profile, request);
        Example changed = new Example(example.profile(), example.head(), example.text() + " ");

        assertThat(example.verifier(SENT_AT).verify(changed).isValid()).isFalse();
        assertThat(example.verifier(SENT_AT.plusSeconds(301)).verify(example).isValid())
                .isFalse();
    }

    @Test
    void shouldTryAllThatIsPrinted() throws IOException {
        assertThat(blocks("yaml")).hasSize(2);
        assertThat(blocks("http")).hasSize(4);
        assertThat(blocks("text")).hasSize(4);
    }

    private static Example example(String name, int profile, int request) throws IOException {
        String yaml = blocks("yaml").get(profile);
        String[] parts = blocks("http").get(request).split("\n\n", 2);
        return new Example(
                ProfileReader.read(name, YamlSection.parse(name + ".yaml", new StringReader(yaml))),
                parts[0],
                parts[1]);
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    /** A request of the page, and the profile that it is for. */
    private record Example(Profile profile, String head, String text) implements SignedRequest {
        @Override
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        SignatureVerifier verifier(Instant now) throws IOException {
            Properties source = new Properties();
            source.load(new StringReader(blocks("properties").get(0)));
            return profile.signature()
                    .verifier(new SignatureKeys(
                            List.of(source.getProperty("bridge.sources.hubspot.secret")),
                            profile.signature().tolerance(),
                            source.getProperty("bridge.sources.hubspot.public-url"),
                            List.of(),
                            Clock.fixed(now, ZoneOffset.UTC),
                            null));
        }

        /** A line an event: recipient, type, metadata; or what the answer holds. */
        String result() throws IOException {
            Origin origin = new Origin("s", SENT_AT, false, this::header);
            JsonNode json = JsonCodec.mapper().readTree(profile.json(body()));
            Normalized normalized = profile.normalize(json, origin);
            assertThat(normalized.rejected()).isEmpty();
            List<EmailEvent> events = normalized.events();
            if (events.isEmpty()) {
                return "answer " + profile.reply(normalized, json, origin).members();
            }
            return String.join(
                    "\n",
                    events.stream()
                            .map(event -> event.recipient() + " " + TypeAndReason.of(event) + " "
                                    + EventSchema.written(event).get("metadata"))
                            .toList());
        }
    }
}
