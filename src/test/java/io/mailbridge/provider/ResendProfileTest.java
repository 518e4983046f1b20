package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Subscription;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResendProfileTest {
    private final Profile resend = Normalizing.profile("resend");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "email.sent                 |                                           | processed",
                "email.scheduled            |                                           | other",
                "email.delivered            |                                           | delivered",
                "email.delivery_delayed     |                                           | deferred unknown",
                "email.complained           |                                           | complained",
                "email.opened               |                                           | opened",
                "email.clicked              | 'click':{'link':'https://a.example'}      | clicked",
                "email.received             |                                           | other",
                "email.failed               | 'failed':{'reason':'reached_daily_quota'} | failed quota",
                "email.failed               | 'failed':{'reason':'other'}               | failed unknown",
                "email.failed               | 'failed':null                             | failed unknown",
                "email.suppressed           | 'suppressed':{'type':'OnAccountSuppressionList'} | dropped suppressed",
                "contact.created            | 'unsubscribed':true                       | other",
                "contact.updated            | 'unsubscribed':true                       | unsubscribed",
                "contact.updated            | 'unsubscribed':false                      | resubscribed",
                "contact.updated            | 'unsubscribed':null                       | other",
                "contact.deleted            |                                           | other",
                "domain.created             | 'name':'example.com'                      | account",
                "domain.updated             |                                           | account",
                "domain.deleted             |                                           | account",
                "suppression.added          | 'origin':'bounce'                         | suppression_changed previously_bounced",
                "suppression.added          | 'origin':'complaint'                      | suppression_changed previously_complained",
                "suppression.added          | 'origin':'manual'                         | suppression_changed suppressed",
                "suppression.added          |                                           | suppression_changed",
                "suppression.removed        | 'origin':'bounce'                         | suppression_changed",
                "email.bounced              | 'bounce':null                             | bounced undetermined unknown",
                "email.archived             |                                           | unknown",
            })
    void shouldMapEachEvent(String name, String members, String expected) {
        EmailEvent event = resend(name, members == null ? "" : members);

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'Permanent','subType':'General'                             | bounced hard invalid_address",
                "'type':'Permanent','subType':'NoEmail'                             | bounced hard invalid_address",
                "'type':'Permanent','subType':'Suppressed'                          | dropped suppressed",
                "'type':'Permanent','subType':'OnAccountSuppressionList'            | dropped suppressed",
                "'type':'Permanent','subType':'new','diagnosticCode':['smtp; 552 5.2.2 x'] | bounced hard mailbox_full",
                "'type':'Transient','subType':'General'                             | bounced soft unknown",
                "'type':'Transient','subType':'General','diagnosticCode':['smtp; 550 5.7.1 x'] | bounced soft reputation",
                "'type':'Transient','subType':'MailboxFull'                         | bounced soft mailbox_full",
                "'type':'Transient','subType':'MessageTooLarge'                     | bounced soft message_too_large",
                "'type':'Transient','subType':'ContentRejected'                     | bounced soft content_rejected",
                "'type':'Transient','subType':'AttachmentRejected'                  | bounced soft content_rejected",
                "'type':'Undetermined','subType':'Undetermined','diagnosticCode':['smtp; 550 5.1.1 x'] "
                        + "| bounced undetermined invalid_address",
                "'type':'new','diagnosticCode':'550 5.1.1 x'                        | bounced hard invalid_address",
                "'type':{},'subType':[]                                             | bounced undetermined unknown",
            })
    void shouldMapBounceTypeAndReason(String bounce, String expected) {
        assertThat(TypeAndReason.of(resend("email.bounced", "'bounce':{" + bounce + "}")))
                .isEqualTo(expected);
    }

    @Test
    void shouldMakeOneAmbiguousEventForEachRecipient() {
        String body = "{'type':'email.bounced','data':{'to':['a@b.c','d@e.f']}}";
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false, Map.of("svix-id", "msg_1")::get);

        assertThat(Normalizing.normalize(resend, body, origin).events())
                .allMatch(EmailEvent::recipientAmbiguous)
                .extracting(EmailEvent::recipient, EmailEvent::id)
                .containsExactly(tuple("a@b.c", "resend:msg_1:0"), tuple("d@e.f", "resend:msg_1:1"));
        assertThat(resend("email.bounced", "'to':['a@b.c']").recipientAmbiguous())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['Alice <a@b.c>','d@e.f']",
                "['\\u0022Doe, Alice\\u0022 <a@b.c>, d@e.f']",
                "'Alice <a@b.c>, Dan <d@e.f>'",
            })
    void shouldTakeAddressesWithoutNames(String to) {
        assertThat(Normalizing.normalize(resend, "{'type':'email.delivered','data':{'to':" + to + "}}")
                        .events())
                .extracting(EmailEvent::recipient)
                .containsExactly("a@b.c", "d@e.f");
    }

    @Test
    void shouldFindTheSmtpIdAmongTheHeaders() {
        assertThat(resend("email.sent", "'headers':[{'name':'Message-ID','value':'<m@x>'}]")
                        .smtpMessageId())
                .isEqualTo("<m@x>");
    }

    @Test
    void shouldTakeTheIdFromEitherHeader() {
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false, Map.of("webhook-id", "msg_2")::get);

        assertThat(Normalizing.normalize(resend, "{'type':'contact.updated'}", origin)
                        .events())
                .extracting(EmailEvent::id)
                .containsExactly("resend:msg_2:0");
        assertThat(resend("email.opened", "").id()).matches("resend:[0-9a-f]{64}");
    }

    @Test
    void shouldMapMessageCampaignAndBounce() {
        EmailEvent event = resend(
                "email.bounced",
                "'email_id':'e','message_id':'<m@example.com>','created_at':'2026-01-06T08:00:00Z','subject':'Hi',"
                        + "'broadcast_id':'b','template_id':'t','to':['a@b.c'],'bounce':{'message':'no','type':'Permanent',"
                        + "'subType':'General','diagnosticCode':['smtp; 550 5.1.1 user unknown']}");

        assertThat(event.messageId()).isEqualTo("e");
        assertThat(event.smtpMessageId()).isEqualTo("<m@example.com>");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.campaign()).isEqualTo(new Campaign("b", null, "t"));
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:00:00Z");
        assertThat(event.bounce().smtpCode()).isEqualTo(550);
        assertThat(event.bounce().enhancedCode()).isEqualTo("5.1.1");
        assertThat(event.bounce().mtaResponse()).isEqualTo("smtp; 550 5.1.1 user unknown");
        assertThat(event.bounce().providerClass()).isEqualTo("General");
        assertThat(event.reason().text()).isEqualTo("no");
    }

    @Test
    void shouldMapWhoClicked() {
        assertThat(resend(
                                "email.clicked",
                                "'click':{'ipAddress':'192.0.2.1','link':'https://a.example','userAgent':'UA'}")
                        .engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", "UA", null, null, null));
        assertThat(resend("email.clicked", "'click':null").engagement()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'shop':'acme','n':'1'}", "[{'name':'shop','value':'acme'},{'name':'n','value':'1'}]"})
    void shouldTakeTagsAsMetadata(String tags) {
        assertThat(resend("email.sent", "'tags':" + tags).metadata()).hasToString("{shop=\"acme\", n=\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}", "'a@b.c'"})
    void shouldTakeAMessageWithoutAListOfRecipients(String to) {
        assertThat(resend("email.sent", "'to':" + to).recipient()).isEqualTo(to.contains("@") ? "a@b.c" : null);
    }

    @Test
    void shouldMapContactAndAudience() {
        EmailEvent event = resend("contact.updated", "'email':'a@b.c','audience_id':'l','unsubscribed':true");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subscription()).isEqualTo(new Subscription(null, "l", null));
        assertThat(resend("contact.updated", "'segment_ids':['s','t']")
                        .subscription()
                        .listId())
                .isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'", "7"})
    void shouldTolerateAnEventWithoutData(String data) {
        EmailEvent event = Normalizing.event(resend, "{'type':'email.bounced','data':" + data + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced undetermined unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(resend.defaultAuth()).isEqualTo("signature");
        assertThat(resend.signature().name()).isEqualTo("standard-webhooks");
        assertThat(resend.answers().never()).containsExactly(410);
        assertThat(resend.answers().timeLimit()).isEqualTo("15s");
    }

    private EmailEvent resend(String name, String members) {
        return Normalizing.event(
                resend, "{'type':'" + name + "','created_at':'2026-01-06T09:00:00.000Z','data':{" + members + "}}");
    }
}
