package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of docs/providers.md, step by step. */
class ExampleProfileTest {
    private static final String SECTION = "## Add a platform in ten minutes";

    @TempDir
    Path folder;

    @Test
    void shouldGiveWhatTheWalkThroughShows() throws IOException {
        EmailEvent event = normalize(Files.readString(Path.of("docs/examples/samplemail.yaml")));

        String printed = new String(new EventWriter().writePretty(event), StandardCharsets.UTF_8);
        assertThat(printed.lines().map(String::strip))
                .containsSubsequence(block(3).lines().map(String::strip).toList());
        JsonNode record = EventSchema.written(event);
        assertThat(record.get("metadata").toString()).isEqualTo("{\"order_id\":\"1001\"}");
        assertThat(record.get("recipient").textValue()).isEqualTo("nobody@example.org");
        assertThat(record.get("occurred_at").textValue()).isEqualTo("2026-01-06T09:02:20.000Z");
    }

    @Test
    void shouldStartWithAFewLines() throws IOException {
        EmailEvent event = normalize(block(1));

        assertThat(TypeAndReason.of(event)).startsWith("bounced");
        assertThat(event.metadata()).containsKeys("answer", "host", "order_id");
    }

    @Test
    void shouldTakeNoLongerThanItSays() throws IOException {
        String walkThrough = Files.readString(Path.of("docs/providers.md")).split(SECTION)[1];

        assertThat(walkThrough)
                .contains(Files.readAllLines(Path.of("docs/examples/samplemail.yaml"))
                                .size() + " lines");
    }

    private EmailEvent normalize(String profile) throws IOException {
        Files.writeString(folder.resolve("samplemail.yaml"), profile);
        JsonNode body = JsonCodec.mapper().readTree(Files.readString(Path.of("docs/examples/samplemail-bounce.json")));
        List<EmailEvent> events = Profiles.load(folder)
                .find("samplemail")
                .normalize(body, new Origin("s", Normalizing.RECEIVED_AT, false))
                .events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** A code block of the section, without its language. */
    private static String block(int number) throws IOException {
        String section = Files.readString(Path.of("docs/providers.md")).split(SECTION)[1];
        String block = section.split("```")[2 * number - 1];
        return block.substring(block.indexOf('\n') + 1);
    }
}
