package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Smtp2GoProfileTest {
    private final Profile smtp2Go = Normalizing.profile("smtp2go");

    @ParameterizedTest
    @CsvSource({
        "processed, processed",
        "delivered, delivered",
        "bounce, bounced undetermined unknown",
        "open, opened",
        "opened, opened",
        "click, clicked",
        "clicked, clicked",
        "spam, complained",
        "spam_complaint, complained",
        "unsubscribe, unsubscribed",
        "unsubscribed, unsubscribed",
        "resubscribe, resubscribed",
        "reject, dropped unknown",
        "sms_delivered, other",
        "opt-out, other",
        "parked, unknown",
    })
    void shouldMapEachEvent(String name, String expected) {
        assertThat(TypeAndReason.of(event("'event':'" + name + "'"))).isEqualTo(expected);
    }

    /** The list is that of JSON; a form repeats the name, or has one text with separators. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"processed\",\"recipients\":[\"a@b.c\",\"d@e.f\"]}",
                "event=processed&recipients=a%40b.c&recipients=d%40e.f",
                "event=processed&recipients%5B%5D=a%40b.c&recipients%5B%5D=d%40e.f",
                "event=processed&recipients=a%40b.c%2Cd%40e.f",
                "event=processed&recipients=a%40b.c%3B+d%40e.f",
            })
    void shouldGiveAnEventForEachRecipientThatWasProcessed(String body) throws IOException {
        List<EmailEvent> events = smtp2Go.normalize(
                        JsonCodec.mapper().readTree(smtp2Go.json(body.getBytes(UTF_8))),
                        new Origin("s", Normalizing.RECEIVED_AT, false))
                .events();

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(events).extracting(EmailEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotGiveABounceToTheOtherRecipientsOfItsMessage() {
        assertThat(event("'event':'bounce','rcpt':'a@b.c','recipients':['a@b.c','d@e.f']")
                        .recipient())
                .isEqualTo("a@b.c");
    }

    @ParameterizedTest
    @CsvSource({
        "'', RCPT TO:<a@b.c>, bounced soft unknown",
        "'', DATA: 452 4.2.2 Mailbox full, bounced soft mailbox_full",
        "450 4.7.1 wait, Unavailable, bounced soft greylisted",
    })
    void shouldReadTheAnswerOfTheServerWhereverItIs(String message, String context, String expected) {
        EmailEvent event =
                event("'event':'bounce','bounce':'soft','message':'" + message + "','context':'" + context + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason().text()).isEqualTo(message.isEmpty() ? context : message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "click_url", "link"})
    void shouldFindTheLinkUnderEachName(String name) {
        assertThat(event("'event':'click','" + name + "':'https://a.example'")
                        .engagement()
                        .url())
                .isEqualTo("https://a.example");
    }

    @Test
    void shouldKeepTheHeadersThatTheSenderHasReported() {
        EmailEvent event = event("'event':'open','Message-Id':'<m@x>','Subject':'Hi','X-Order-Id':'1001','auth':'key',"
                + "'client':'Mail','geoip-continent':'EU'");

        assertThat(event.metadata()).hasToString("{X-Order-Id=\"1001\"}");
        assertThat(event.smtpMessageId()).isEqualTo("<m@x>");
        assertThat(event.subject()).isEqualTo("Hi");
    }

    private EmailEvent event(String members) {
        return Normalizing.event(smtp2Go, "{" + members + "}");
    }
}
