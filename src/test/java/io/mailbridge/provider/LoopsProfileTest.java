package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopsProfileTest {
    private final Profile loops = Normalizing.profile("loops");

    @ParameterizedTest
    @CsvSource({
        "loop.email.sent, sent",
        "email.opened, opened",
        "email.spamReported, complained",
        "email.unsubscribed, unsubscribed",
        "email.resubscribed, resubscribed",
        "contact.mailingList.subscribed, resubscribed",
        "contact.created, other",
        "contact.deleted, other",
        "contact.updated, unknown",
    })
    void shouldMapTheEventsWithoutAPayload(String name, String expected) {
        assertThat(TypeAndReason.of(loops("'eventName':'" + name + "'"))).isEqualTo(expected);
    }

    @Test
    void shouldFindTheAddressOfAContactThatWasMadeOrDeleted() {
        EmailEvent event = loops("'eventName':'contact.created','contact':{'id':'c','email':'a@b.c','userId':'u'}");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldNameWhatTheMessageWasPartOf() {
        EmailEvent event = loops("'eventName':'email.opened','sourceType':'loop','loopId':'l-1',"
                + "'email':{'id':'e-1','emailMessageId':'t-1'},'contactIdentity':{'email':'a@b.c','userId':'u-1'}");

        assertThat(event.campaign().id()).isEqualTo("l-1");
        assertThat(event.campaign().templateId()).isEqualTo("t-1");
        assertThat(event.metadata()).hasToString("{userId=\"u-1\"}");
    }

    private EmailEvent loops(String members) {
        return Normalizing.event(loops, "{" + members + "}");
    }
}
