package io.mailbridge.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a payload an operator is led to. */
class PlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no_event_name   | The event has no name: no text in event-data.event or type. | {}      | /event-data/event
            no_event        | There is no event in data.events.                          | {}      | /data/events
            event_not_json  | The text in Message is not valid JSON.                     | {}      | /Message
            no_event_name   | The event has no name: no text in $header.x.               | {}      |
            invalid_event   | The event's bounce's type is missing.                      | {}      | /bounce/type
            invalid_event   | The event's occurred_at is not a time such as 2026.        | {}      | /occurred_at
            not_an_object   | An event is a JSON object.                                 | 7       | ``
            not_json        | The body is not valid JSON.                                | {"a":x} | line 1
            """)
    void shouldPointAt(String rejection, String detail, String value, String place) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Refused refused = new Refused(
                "t-0-1",
                rejection,
                detail,
                rejection,
                "s",
                "p",
                null,
                Instant.EPOCH,
                1,
                null,
                "t",
                "e",
                null,
                null,
                bytes);

        Place found = Place.of(refused, bytes);

        String shown = found == null ? null : found.line() > 0 ? "line " + found.line() : found.pointer();
        assertThat(shown).isEqualTo(place);
    }
}
