package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailPaceProfileTest {
    private final Profile mailPace = Normalizing.profile("mailpace");

    @ParameterizedTest
    @ValueSource(strings = {"a@b.c,d@e.f", "a@b.c, d@e.f", "A <a@b.c>, \\\"F, D\\\" <d@e.f>"})
    void shouldMakeAnEventForEachAddress(String to) {
        Normalized normalized = normalize("'event':'email.delivered','payload':{'id':1,'to':" + "'" + to
                + "','updated_at':'2026-01-05T09:02:07.445Z'}");

        assertThat(normalized.events()).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(normalized.events()).allMatch(EmailEvent::recipientAmbiguous);
        assertThat(normalized.events()).extracting(EmailEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeAnEventWithoutAnAddress() {
        assertThat(normalize("'event':'email.queued','payload':{'id':1,'to':null}")
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.recipient()).isNull())
                .satisfies(event -> assertThat(event.recipientAmbiguous()).isFalse());
    }

    /** An event of a kind that is new is published with the raw one. */
    @Test
    void shouldPublishNothingOfTheMailItself() {
        Normalized normalized =
                normalize("'event':'email.new','payload':{'id':1,'to':'a@b.c','htmlbody':'<p>Secret</p>',"
                        + "'textbody':'Secret','subject':'S'}");

        assertThat(normalized.events()).singleElement().satisfies(event -> assertThat(
                        EventSchema.written(event).toString())
                .contains("\"raw\"")
                .contains("\"subject\":\"S\"")
                .doesNotContain("Secret"));
    }

    private Normalized normalize(String members) {
        return Normalizing.normalize(mailPace, "{" + members + "}");
    }
}
