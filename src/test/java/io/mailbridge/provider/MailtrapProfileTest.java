package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailtrapProfileTest {
    private final Profile mailtrap = Normalizing.profile("mailtrap");

    @ParameterizedTest
    @CsvSource({
        "delivery, delivered",
        "open, opened",
        "click, clicked",
        "bounce, bounced undetermined unknown",
        "soft bounce, deferred unknown",
        "suspension, deferred unknown",
        "reject, dropped unknown",
        "spam, complained",
        "unsubscribe, unsubscribed",
        "inbound.message_received, other",
        "activity_log.user.updated, account",
        "something_new, unknown",
    })
    void shouldMapEachEvent(String name, String expected) {
        EmailEvent event = mailtrap("'event':'" + name + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'bounce_category':'hard'                                                      | hard unknown",
                "'bounce_category':'hard','response':'bounced (452 4.2.2 full)'                | hard mailbox_full",
                "'response':'bounced (550 5.1.1 no such user)'                                 | hard invalid_address",
                "'response':'550 5.1.1 no such user'                                           | hard invalid_address",
                "'bounce_category':'spam','response':'bounced (550 5.7.1 spam)'                | block spam_content",
                "'bounce_category':'spam','response_code':555,'response':'[CS01] refused'      | block spam_content",
                "'response':'550 5.1.1 no such user (in reply to RCPT)'                        | hard invalid_address",
                "'response':'bounced (550 5.1.1 no (such) user)'                               | hard invalid_address",
                "'response_code':550                                                           | hard unknown",
                "'response_code':'450'                                                         | soft unknown",
                "'response':'bounced (no such user)'                                           | undetermined unknown",
                "'response':'bounced 550 5.1.1'                                                | hard invalid_address",
            })
    void shouldMapBounceTypeAndReason(String members, String expected) {
        assertThat(TypeAndReason.of(mailtrap("'event':'bounce'," + members))).isEqualTo("bounced " + expected);
    }

    @Test
    void shouldMapTheReasonOfADelay() {
        assertThat(TypeAndReason.of(mailtrap("'event':'soft bounce','response':'soft bounce (451 4.7.1 greylisted)'")))
                .isEqualTo("deferred greylisted");
        assertThat(TypeAndReason.of(mailtrap("'event':'soft bounce','bounce_category':'greylisting'")))
                .isEqualTo("deferred greylisted");
        assertThat(mailtrap("'event':'suspension','reason':'other'").reason().text())
                .isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Recipient in suppression list. Reason: unsubscription | dropped suppressed",
                "Account is suspended                                  | dropped unknown",
            })
    void shouldMapTheReasonOfARejection(String reason, String expected) {
        EmailEvent event = mailtrap("'event':'reject','reason':'" + reason + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason().text()).isEqualTo(reason);
    }

    @Test
    void shouldMapMessageAndServersAnswer() {
        EmailEvent event = mailtrap("'event':'bounce','event_id':'e','timestamp':1767690140,'category':'receipts',"
                + "'custom_variables':{'order':1},'message_id':'m','email':'a@b.c','response_code':550,"
                + "'response':'bounced (550 5.1.1 no)','bounce_category':'hard','sending_stream':'bulk'");

        assertThat(event.id()).isEqualTo("mailtrap:e");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:20Z");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.tags()).containsExactly("receipts");
        assertThat(event.metadata()).hasToString("{order=1}");
        assertThat(event.bounce().smtpCode()).isEqualTo(550);
        assertThat(event.bounce().enhancedCode()).isEqualTo("5.1.1");
        assertThat(event.bounce().mtaResponse()).isEqualTo("550 5.1.1 no");
        assertThat(event.bounce().providerClass()).isEqualTo("hard");
    }

    @Test
    void shouldMapWhoClicked() {
        assertThat(mailtrap("'event':'click','url':'https://a.example','ip':'192.0.2.1','user_agent':'UA'")
                        .engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", "UA", null, null, null));
    }

    @Test
    void shouldTolerateEventsWithoutTheirParts() {
        EmailEvent event = mailtrap("'event':'bounce','email':null,'custom_variables':null,'category':null,"
                + "'response':null,'response_code':null,'bounce_category':[],'event_id':''");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced undetermined unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.metadata()).isEmpty();
        assertThat(event.id()).matches("mailtrap:[0-9a-f]{64}");
    }

    @Test
    void shouldRejectOnlyWhatIsNoEvent() {
        assertThat(Normalizing.normalize(mailtrap, "{'events':[{'email':'a@b.c'},{'event':'open'}]}"))
                .satisfies(normalized -> assertThat(normalized.events()).hasSize(1))
                .satisfies(normalized -> assertThat(normalized.rejected()).hasSize(1));
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(mailtrap.defaultAuth()).isEqualTo("signature");
        assertThat(mailtrap.signature().name()).isEqualTo("hmac");
    }

    private EmailEvent mailtrap(String members) {
        return Normalizing.event(mailtrap, "{'events':[{" + members + "}]}");
    }
}
