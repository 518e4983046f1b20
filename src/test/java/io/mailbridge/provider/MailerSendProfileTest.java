package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
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

    @Test
    void shouldAnswerTheTestAndPublishNothing() {
        Normalized normalized = Normalizing.normalize(mailerSend, "{'type':'webhook.test','data':{}}");

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
}
