package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.BounceType;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailerSendProfileTest {
    private final Profile mailerSend = Normalizing.profile("mailersend");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activity.sent              | sent",
                "activity.delivered         | delivered",
                "activity.soft_bounced      | bounced soft unknown",
                "activity.hard_bounced      | bounced hard unknown",
                "activity.deferred          | deferred unknown",
                "activity.opened            | opened",
                "activity.opened_unique     | opened",
                "activity.clicked           | clicked",
                "activity.clicked_unique    | clicked",
                "activity.unsubscribed      | unsubscribed",
                "activity.spam_complaint    | complained",
                "activity.survey_opened     | other",
                "activity.survey_submitted  | other",
                "sender_identity.verified   | account",
                "maintenance.start          | account",
                "maintenance.end            | account",
                "inbound_forward.failed     | other",
                "inbound.message            | other",
                "inbound_message.rejected   | other",
                "email_single.verified      | other",
                "email_list.verified        | other",
                "bulk_email.completed       | other",
                "sms.sent                   | other",
                "sms.failed                 | other",
                "recipient.on_hold_added    | suppression_changed",
                "recipient.on_hold_removed  | suppression_changed",
                "activity.suppressed        | dropped suppressed",
                "activity.forwarded         | unknown",
            })
    void shouldMapEachEvent(String name, String expected) {
        EmailEvent event = mailerSend(name, "null");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activity.hard_bounced | Host or domain name not found            | bounced hard domain_invalid",
                "activity.hard_bounced | Host or domain name not found. Host x    | bounced hard domain_invalid",
                "activity.soft_bounced | Mailbox full                             | bounced soft mailbox_full",
                "activity.hard_bounced | 550 5.1.1 user unknown                   | bounced hard invalid_address",
                "activity.soft_bounced | 550 5.7.1 blocked                        | bounced soft reputation",
                "activity.soft_bounced | The mailbox full of surprises            | bounced soft unknown",
                "activity.deferred     | 451 4.7.1 greylisted                     | deferred greylisted",
                "activity.deferred     | Mailbox full                             | deferred unknown",
            })
    void shouldMapTheReasonFromDocumentedTextsAndCodes(String name, String reason, String expected) {
        EmailEvent event = mailerSend(name, "{'reason':'" + reason + "'}");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason().text()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"opened,", "opened_unique, true", "clicked,", "clicked_unique, true"})
    void shouldMarkTheEventThatRepeatsTheFirst(String name, Boolean first) {
        assertThat(mailerSend("activity." + name, "{'ip':'192.0.2.1','url':'https://a.example'}")
                        .engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", null, null, null, first));
    }

    @Test
    void shouldMapMessageAndMetadata() {
        EmailEvent event = Normalizing.event(
                mailerSend,
                "{'type':'activity.sent','domain_id':'d','created_at':'2026-01-06T09:00:01.5Z','data':{'id':'a',"
                        + "'created_at':'2026-01-06T09:00:00.506000Z','template_id':'t','morph':null,'email':{'id':'e',"
                        + "'subject':'Hi','tags':['one','two'],'message':{'id':'m'},'recipient':{'email':'a@b.c'}}}}");

        assertThat(event.id()).isEqualTo("mailersend:a");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:00:00.506Z");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.tags()).containsExactly("one", "two");
        assertThat(event.campaign()).isEqualTo(new Campaign(null, null, "t"));
        assertThat(event.metadata()).hasToString("{domain_id=\"d\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'recipient':'a@b.c'",
                "'email':'a@b.c'",
                "'recipient':{'email':'a@b.c'}",
                "'email':'Alice <a@b.c>'",
            })
    void shouldMapTheSecondPayloadVersion(String recipient) {
        EmailEvent event = second(
                "activity.clicked",
                recipient,
                "{'ip':'192.0.2.1','country':'NL'," + "'user_agent':'UA','url':'https://a.example'}");

        assertThat(event.id()).isEqualTo("mailersend:a");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:00:00.506Z");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.tags()).containsExactly("one", "two");
        assertThat(event.metadata()).hasToString("{domain_id=\"d\"}");
        assertThat(event.engagement())
                .isEqualTo(
                        new Engagement("https://a.example", "192.0.2.1", "UA", new Geo("NL", null, null), null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hard_bounced | {'bounce_reason':'550 5.1.1 no','bounce_code':550,'bounce_type':'hard'}   | bounced hard invalid_address | 550 5.1.1 no",
                "hard_bounced | {'bounce_reason':'no','bounce_code':'5.1.1'}                              | bounced hard invalid_address | no",
                "soft_bounced | {'bounce_reason':'550 full','bounce_code':'5.2.2'}                        | bounced soft mailbox_full    | 550 full",
                "soft_bounced | {'bounce_reason':'Mailbox full','bounce_code':452}                        | bounced soft mailbox_full    | Mailbox full",
                "soft_bounced | {'bounce_reason':null,'bounce_code':null}                                 | bounced soft unknown         | ",
                "hard_bounced | []                                                                        | bounced hard unknown         | ",
                "hard_bounced | null                                                                      | bounced hard unknown         | ",
                "deferred     | {'reason':'451 4.7.1 wait'}                                               | deferred greylisted          | 451 4.7.1 wait",
            })
    void shouldMapWhyInTheSecondPayloadVersion(String name, String meta, String meaning, String text) {
        EmailEvent event = second("activity." + name, "'email':'a@b.c'", meta);

        assertThat(TypeAndReason.of(event)).isEqualTo(meaning);
        assertThat(event.reason().text()).isEqualTo(text);
    }

    @Test
    void shouldKeepTheCodesOfTheSecondPayloadVersion() {
        assertThat(second(
                                "activity.hard_bounced",
                                "'email':'a@b.c'",
                                "{'bounce_reason':'550 no','bounce_code':'5.1.1'," + "'bounce_type':'hard'}")
                        .bounce())
                .isEqualTo(new Bounce(BounceType.HARD, 550, "5.1.1", "550 no", "hard"));
    }

    @Test
    void shouldMapWhoIsOnHold() {
        EmailEvent event = Normalizing.event(
                mailerSend,
                "{'type':'recipient.on_hold_added','created_at':'2026-01-06 09:00:00','data':{'email':'a@b.c'}}");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:00:00Z");
    }

    @Test
    void shouldAnswerTheTestAndPublishNothing() {
        Normalized normalized = Normalizing.normalize(mailerSend, "{'type':'webhook.test','message':'ping'}");

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.setupMessages())
                .extracting(message -> message.kind().name())
                .containsExactly("test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "'text'", "{'email':null,'morph':[]}", "{'email':{'recipient':7,'tags':null}}"})
    void shouldTolerateAnEventWithoutItsParts(String data) {
        EmailEvent event = Normalizing.event(
                mailerSend, "{'type':'activity.hard_bounced','created_at':'2026-01-06T09:00:00Z','data':" + data + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced hard unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.occurredAtEstimated()).isFalse();
        assertThat(event.id()).matches("mailersend:[0-9a-f]{64}");
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(mailerSend.defaultAuth()).isEqualTo("signature");
        assertThat(mailerSend.signature().name()).isEqualTo("hmac");
        assertThat(mailerSend.answers().timeLimit()).isEqualTo("3s");
    }

    private EmailEvent mailerSend(String name, String morph) {
        return Normalizing.event(mailerSend, "{'type':'" + name + "','data':{'id':'1','morph':" + morph + "}}");
    }

    /** A version 2 payload. */
    private EmailEvent second(String name, String recipient, String meta) {
        return Normalizing.event(
                mailerSend,
                "{'type':'" + name + "','created_at':'2026-01-06T09:00:00.506000Z','data':{'id':'a','domain_id':'d',"
                        + "'message_id':'m','email_id':'e','type':'x','subject':'Hi','tags':['one','two']," + recipient
                        + ",'meta':" + meta + "}}");
    }
}
