package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LettermintProfileTest {
    private final Profile lettermint = Normalizing.profile("lettermint");

    @ParameterizedTest
    @CsvSource({
        "message.created, processed",
        "message.spam_complaint, complained",
        "message.unsubscribed, unsubscribed",
        "message.inbound, other",
        "message.moved, unknown",
    })
    void shouldMapTheEventsWithoutAPayload(String name, String expected) {
        assertThat(TypeAndReason.of(lettermint("'event':'" + name + "','data':{'recipient':'a@b.c'}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'response':null", ",'response':[]", ",'response':{'status_code':null}"})
    void shouldTakeAFailureWithoutAServersAnswerForLettermintsOwn(String response) {
        EmailEvent event = lettermint("'event':'message.failed','data':{'reason':'internal'" + response + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("failed unknown");
        assertThat(event.reason().text()).isEqualTo("internal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'email':'a@b.c','name':'A'},{'email':'d@e.f','name':null}]",
                "['a@b.c','d@e.f']",
                "['A <a@b.c>','<d@e.f>']",
                "'A <a@b.c>, d@e.f'",
            })
    void shouldMakeAnEventForEachRecipientOfAMessageThatWasCreated(String to) {
        Normalized normalized = Normalizing.normalize(
                lettermint, "{'id':'e-1','event':'message.created','data':{'message_id':'m','to':" + to + "}}");

        assertThat(normalized.events()).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(normalized.events())
                .extracting(EmailEvent::id)
                .containsExactly("lettermint:e-1:0", "lettermint:e-1:1");
        assertThat(normalized.events()).noneMatch(EmailEvent::recipientAmbiguous);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}"})
    void shouldTakeNoMetadataForNone(String metadata) {
        assertThat(lettermint("'event':'message.sent','data':{'metadata':" + metadata + "}")
                        .metadata())
                .isEmpty();
    }

    @Test
    void shouldReadTheTimeOfOlderEvents() {
        assertThat(lettermint("'event':'message.sent','created_at':'2026-01-05T09:02:04.000Z','data':{}")
                        .occurredAt())
                .isEqualTo(Instant.parse("2026-01-05T09:02:04Z"));
    }

    private EmailEvent lettermint(String members) {
        return Normalizing.event(lettermint, "{" + members + "}");
    }
}
