package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform that posts its events as forms, or in a query. */
class FormProfileTest {
    private static final String TEXT = """
            description: Postbox
            content-types: [application/json, application/x-www-form-urlencoded, multipart/form-data]
            body: {shape: array-or-object, form: event, form-field: events, query: event}
            fields:
              provider_event: [event, event.0]
              occurred_at: [timestamp, timestamp.0]
              recipient: [recipient, recipient.0, data.to]
              message_id: data.id
              tags: tag
            types:
              common-names: true
            metadata:
              all-members-except: []
            """;

    private final Profile postbox = read(TEXT);

    @Test
    void shouldMakeAnEventOfAForm() throws IOException {
        EmailEvent event = event(
                "event=opened&recipient=alice%40example.com&timestamp=1767690126&tag=a&tag=b&order+id=7&data[id]=m-1");

        assertThat(event.type().wireName()).isEqualTo("opened");
        assertThat(event.recipient()).isEqualTo("alice@example.com");
        assertThat(event.messageId()).isEqualTo("m-1");
        assertThat(event.occurredAt()).hasToString("2026-01-06T09:02:06Z");
        assertThat(event.tags()).containsExactly("a", "b");
        assertThat(event.metadata()).containsOnlyKeys("order id", "data");
        assertThat(event.raw().at("/order id").textValue()).isEqualTo("7");
    }

    @Test
    void shouldReadTheFirstOfARepeatedName() throws IOException {
        EmailEvent event = event("event=opened&recipient=a%40example.com&event=mine&recipient=mine");

        assertThat(event.providerEvent()).isEqualTo("opened");
        assertThat(event.recipient()).isEqualTo("a@example.com");
    }

    @Test
    void shouldTakeTheFieldWithJsonWhereTheFormHasIt() throws IOException {
        assertThat(normalize("x=1&events=%5B%7B%22event%22%3A%22opened%22%7D%2C%7B%22event%22%3A%22clicked%22%7D%5D")
                        .events())
                .extracting(EmailEvent::providerEvent)
                .containsExactly("opened", "clicked");
        assertThat(event("event=opened&eventsx=1").providerEvent()).isEqualTo("opened");
        // a signature over the decoded field holds for this one, too: nothing else of the form may be the event
        assertThat(event("event=clicked&ev%65nts=%5B%7B%22event%22%3A%22opened%22%7D%5D")
                        .providerEvent())
                .isEqualTo("opened");
    }

    /** The second one would be lost. */
    @Test
    void shouldRefuseTwoFieldsWithJson() {
        assertThatThrownBy(() -> postbox.json("events=%5B%5D&a=1&ev%65nts=%5B%5D".getBytes(UTF_8)))
                .isInstanceOf(UnreadableBody.class)
                .hasMessage("The form has the field 'events' more than once.");
    }

    /** An event of a request is kept as JSON, and may be sent again like this. */
    @Test
    void shouldTakeADeadLetterOfAFormAgain() throws IOException {
        Rejection rejected = normalize("recipient=a%40example.com&data[to]=b&tag=a&tag=b")
                .rejected()
                .get(0);
        assertThat(rejected.reason()).isEqualTo("no_event_name");
        assertThat(rejected.raw())
                .asString(UTF_8)
                .isEqualTo("{\"recipient\":\"a@example.com\",\"data\":{\"to\":\"b\"},\"tag\":[\"a\",\"b\"]}");

        byte[] mended = new String(rejected.raw(), UTF_8)
                .replace("{\"r", "{\"event\":\"opened\",\"r")
                .getBytes(UTF_8);
        assertThat(normalize(postbox.bodyOf(mended)).events())
                .extracting(EmailEvent::recipient)
                .containsExactly("a@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event=opened&a=1         | true",
                "a=1&event=opened         | true",
                "a=1                      | false",
                "event=                   | false",
                "event                    | false",
                "''                       | false",
                "challenge=x%20y          | false",
                "event=opened&a=%         | true",
            })
    void shouldTellAnEventFromALook(String query, boolean isEvent) {
        assertThat(postbox.isEventQuery(query.getBytes(UTF_8))).isEqualTo(isEvent);
        Profile other = read(TEXT.replace(", query: event", ""));
        assertThat(other.isEventQuery(query.getBytes(UTF_8))).isFalse();
    }

    private EmailEvent event(String form) throws IOException {
        List<EmailEvent> events = normalize(form).events();
        assertThat(events).hasSize(1);
        EventSchema.written(events.get(0));
        return events.get(0);
    }

    private Normalized normalize(String body) throws IOException {
        return normalize(body.getBytes(UTF_8));
    }

    private Normalized normalize(byte[] body) throws IOException {
        JsonNode tree = JsonCodec.mapper().readTree(postbox.json(body));
        return postbox.normalize(tree, new Origin("s", Normalizing.RECEIVED_AT, true));
    }

    private static Profile read(String text) {
        return ProfileReader.read("postbox", YamlSection.parse("postbox.yaml", new StringReader(text)));
    }
}
