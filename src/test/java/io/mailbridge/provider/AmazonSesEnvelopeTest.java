package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelopes that SNS and EventBridge put around SES's events, and what SNS sends besides. */
class AmazonSesEnvelopeTest {
    private static final String TWO_BOUNCES = "{'eventType':'Bounce','mail':{'messageId':'m'},"
            + "'bounce':{'bouncedRecipients':[{'emailAddress':'a@b.c'},{'emailAddress':'d@e.f'}]}}";

    @Test
    void shouldOpenTheMessageOfSns() {
        Normalized normalized = normalize(notification(TWO_BOUNCES + "\\n"));

        assertThat(normalized.events())
                .extracting(EmailEvent::id)
                .containsExactly("amazon-ses:n-1:0", "amazon-ses:n-1:1");
        assertThat(normalized.events()).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(normalized.setupMessages()).isEmpty();
    }

    @Test
    void shouldTakeTheIdOfRawDeliveryFromItsHeader() {
        Origin origin = new Origin(
                "test", Normalizing.RECEIVED_AT, false, name -> name.equals("x-amz-sns-message-id") ? "n-1" : null);

        assertThat(Normalizing.normalize(Normalizing.profile("amazon-ses"), TWO_BOUNCES, origin)
                        .events())
                .extracting(EmailEvent::id)
                .containsExactly("amazon-ses:n-1:0", "amazon-ses:n-1:1");
        assertThat(normalize(TWO_BOUNCES).events()).extracting(EmailEvent::id).allMatch(id -> id.length() == 75);
    }

    @ParameterizedTest
    @CsvSource({
        "Email Sent, processed",
        "Email Delivered, delivered",
        "Email Bounced, bounced undetermined unknown",
        "Email Complaint Received, complained",
        "Email Rejected, dropped unknown",
        "Email Opened, opened",
        "Email Clicked, clicked",
        "Email Rendering Failed, failed rendering_error",
        "Email Delivery Delayed, deferred unknown",
        "Email Subscribed, other",
        "Sending Status Enabled, account",
        "Sending Status Disabled, account",
        "Advisor Recommendation Status Open, account",
        "Advisor Recommendation Status Resolved, account",
        "Something New, unknown",
    })
    void shouldKnowTheNamesOfEventBridge(String detailType, String expected) {
        EmailEvent event = event("{'id':'e-1','detail-type':'" + detailType
                + "','source':'aws.ses','time':'2026-01-06T09:10:00Z','detail':{}}");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(detailType);
        assertThat(event.id()).isEqualTo("amazon-ses:e-1:0");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:10:00Z");
        assertThat(event.recipient()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Email Bounced            | 'bounce':{'bounceSubType':'Suppressed'}            | dropped suppressed",
                "Email Bounced            | 'bounce':{'bounceSubType':'UnsubscribedRecipient'} | dropped previously_unsubscribed",
                "Email Bounced            | 'bounce':{'bounceType':'Permanent'}                | bounced hard unknown",
                "Email Complaint Received | 'complaint':{'complaintSubType':'OnAccountSuppressionList'} | dropped suppressed",
                "Email Complaint Received | 'complaint':{'complaintFeedbackType':'not-spam'}   | other",
                "Email Delivered          | 'delivery':{}                                      | delivered",
                "Email Delivery Delayed   | 'deliveryDelay':{'delayType':'MailboxFull'}        | deferred mailbox_full",
                "Email Opened             | 'open':{}                                          | opened",
                "Email Clicked            | 'click':{}                                         | clicked",
                "Email Subscribed         | 'subscription':{'newTopicPreferences':{'unsubscribeAll':true}} | unsubscribed",
            })
    void shouldReadAnEventByTheNameAroundIt(String detailType, String members, String expected) {
        Normalized normalized = normalize("{'id':'e-1','detail-type':'" + detailType + "','detail':{" + members
                + ",'mail':{'destination':['a@b.c','d@e.f']}}}");

        assertThat(normalized.events())
                .hasSize(2)
                .allMatch(EmailEvent::recipientAmbiguous)
                .extracting(TypeAndReason::of)
                .containsOnly(expected);
    }

    /** With raw delivery SES greets a new topic with a text that is no JSON. */
    @Test
    void shouldKnowTheValidationTextWithoutItsEnvelope() throws IOException {
        Profile ses = Normalizing.profile("amazon-ses");
        byte[] text = "Successfully validated SNS topic for Amazon SES event publishing.".getBytes();
        byte[] other = "Hello".getBytes();

        Normalized normalized = ses.normalize(
                JsonCodec.mapper().readTree(ses.json(text)), new Origin("s", Normalizing.RECEIVED_AT, false));

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.setupMessages())
                .extracting(message -> message.kind().name())
                .containsExactly("topic-validation-raw");
        assertThatThrownBy(() -> ses.normalize(
                        JsonCodec.mapper().readTree(ses.json(other)), new Origin("s", Normalizing.RECEIVED_AT, false)))
                .isInstanceOf(UnreadableBody.class);
    }

    @Test
    void shouldTakeTheTimeOfTheNotificationForWantOfABetter() {
        assertThat(event("{'Type':'Notification','Timestamp':'2026-01-06T09:10:00.675Z',"
                                + "'Message':'{\\u0022eventType\\u0022:\\u0022Open\\u0022}'}")
                        .occurredAt())
                .isEqualTo("2026-01-06T09:10:00.675Z");
    }

    @Test
    void shouldPreferTheNameThatBothWaysShare() {
        EmailEvent event = event("{'id':'e-1','detail-type':'Email Clicked','detail':{'eventType':'Open'}}");

        assertThat(event.providerEvent()).isEqualTo("Open");
        assertThat(TypeAndReason.of(event)).isEqualTo("opened");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Type':'SubscriptionConfirmation','Message':'You have chosen'} | subscription-confirmation | CONFIRM_SUBSCRIPTION",
                "{'Type':'UnsubscribeConfirmation','Message':'You have chosen'}  | unsubscribe-confirmation  | NONE",
                "{'Type':'Notification','Message':'Successfully validated SNS topic for Amazon SES event publishing.'} | topic-validation | NONE",
                "{'Type':'Notification','Message':'{\\u0022notificationType\\u0022:\\u0022AmazonSnsSubscriptionSucceeded\\u0022}'} | notification-test | NONE",
                "{'notificationType':'AmazonSnsSubscriptionSucceeded','message':'You have'} | notification-test-raw | NONE",
            })
    void shouldKnowTheMessagesOfSetUp(String body, String name, ControlMessage.Action action) {
        Normalized normalized = normalize(body);

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.setupMessages()).extracting(SetupMessage::kind).satisfiesExactly(kind -> {
            assertThat(kind.name()).isEqualTo(name);
            assertThat(kind.action()).isEqualTo(action);
            assertThat(kind.isUnsigned()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type':'Notification'}",
                "{'Type':'Notification','Message':null}",
                "{'Type':'Notification','Message':'hello'}",
                "{'Type':'Notification','Message':'{broken'}",
                "{'Type':'Notification','Message':'{}'}",
                "{'Type':'Notification','Message':7}",
                "{'Type':'SomethingNew','Message':'hello'}",
                "{'detail-type':'Email Sent'}",
                "{'detail-type':'Email Sent','detail':'text'}",
                "{}",
            })
    void shouldRejectWhatHoldsNoEvent(String body) {
        Normalized normalized = normalize(body);

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.setupMessages()).isEmpty();
        assertThat(normalized.rejected()).hasSize(1);
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile ses = Normalizing.profile("amazon-ses");

        assertThat(ses.contentTypes()).containsExactly("text/plain", "application/json");
        assertThat(ses.defaultAuth()).isEqualTo("signature");
        assertThat(ses.signature().name()).isEqualTo("sns");
        assertThat(ses.answers().timeLimit()).isEqualTo("15s");
        assertThat(ses.setup()).contains("topic-arns");
        assertThatThrownBy(() -> normalize("[]")).isInstanceOf(UnreadableBody.class);
    }

    private static String notification(String event) {
        return "{'Type':'Notification','MessageId':'n-1','Message':'" + event.replace("'", "\\u0022") + "'}";
    }

    private static EmailEvent event(String body) {
        return Normalizing.event(Normalizing.profile("amazon-ses"), body);
    }

    private static Normalized normalize(String body) {
        return Normalizing.normalize(Normalizing.profile("amazon-ses"), body);
    }
}
