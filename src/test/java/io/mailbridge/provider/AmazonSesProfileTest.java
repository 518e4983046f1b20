package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SES's events mean, as raw delivery posts them; {@link AmazonSesEnvelopeTest} tests the envelopes. */
class AmazonSesProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'eventType':'Send'                                                       | processed",
                "'eventType':'Delivery'                                                   | delivered",
                "'eventType':'Reject','reject':{'reason':'Bad content'}                   | dropped content_rejected",
                "'eventType':'Reject'                                                     | dropped unknown",
                "'eventType':'Open'                                                       | opened",
                "'eventType':'Click'                                                      | clicked",
                "'eventType':'Rendering Failure','failure':{}                             | failed rendering_error",
                "'eventType':'DeliveryDelay'                                              | deferred unknown",
                "'eventType':'Bounce'                                                     | bounced undetermined unknown",
                "'eventType':'Complaint','complaint':null                                 | complained",
                "'notificationType':'Bounce','bounce':{'bounceType':'Permanent'}          | bounced hard unknown",
                "'notificationType':'Complaint'                                           | complained",
                "'notificationType':'Delivery'                                            | delivered",
                "'notificationType':'Received'                                            | other",
                "'eventType':'Something New'                                              | unknown",
            })
    void shouldMapEachEvent(String members, String expected) {
        assertThat(TypeAndReason.of(ses(members))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Permanent    | General                   | 5.2.1 | bounced hard invalid_address",
                "Permanent    | NoEmail                   |       | bounced hard invalid_address",
                "Permanent    | Suppressed                | 5.1.1 | dropped suppressed",
                "Permanent    | OnAccountSuppressionList  | 5.1.1 | dropped suppressed",
                "Permanent    | OnTenantSuppressionList   |       | dropped suppressed",
                "Permanent    | EmailValidationSuppressed |       | dropped suppressed",
                "Permanent    | UnsubscribedRecipient     |       | dropped previously_unsubscribed",
                "Permanent    | SomethingNew              | 5.4.4 | bounced hard domain_invalid",
                "Transient    | General                   |       | bounced soft unknown",
                "Transient    | General                   | 4.4.7 | bounced soft timed_out",
                "Transient    | MailboxFull               |       | bounced soft mailbox_full",
                "Transient    | MessageTooLarge           |       | bounced soft message_too_large",
                "Transient    | ContentRejected           | 5.6.0 | bounced block content_rejected",
                "Transient    | AttachmentRejected        |       | bounced block content_rejected",
                "Transient    | CustomTimeoutExceeded     |       | bounced soft timed_out",
                "Undetermined | Undetermined              | 5.1.1 | bounced undetermined invalid_address",
                "             |                           | 5.7.1 | bounced block reputation",
            })
    void shouldKnowEachBounce(String type, String subType, String status, String expected) {
        assertThat(TypeAndReason.of(ses("'eventType':'Bounce','bounce':{'bounceType':'" + type + "','bounceSubType':'"
                        + subType + "','bouncedRecipients':[{'emailAddress':'a@b.c','status':'" + status + "'}]}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'complaintFeedbackType':'abuse','complaintSubType':null                      | complained",
                "'complaintFeedbackType':'auth-failure'                                       | complained",
                "'complaintFeedbackType':'fraud'                                              | complained",
                "'complaintFeedbackType':'other'                                              | complained",
                "'complaintFeedbackType':'virus'                                              | complained",
                "'complaintFeedbackType':null                                                 | complained",
                "'complaintFeedbackType':'not-spam'                                           | other",
                "'complaintSubType':'OnAccountSuppressionList'                                | dropped suppressed",
                "'complaintSubType':'OnAccountSuppressionList','complaintFeedbackType':'abuse' | dropped suppressed",
            })
    void shouldKnowEachComplaint(String members, String expected) {
        assertThat(TypeAndReason.of(ses("'eventType':'Complaint','complaint':{" + members
                        + ",'complainedRecipients':[{'emailAddress':'a@b.c'}]}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MailboxFull, , mailbox_full",
        "SpamDetected, , reputation",
        "IPFailure, , reputation",
        "General, 4.7.1, greylisted",
        "InternalFailure, , unknown",
        "RecipientServerError, , unknown",
        "TransientCommunicationFailure, 4.4.7, timed_out",
        "BYOIPHostNameLookupUnavailable, , unknown",
        "SendingDeferral, , unknown",
        "Undetermined, , unknown",
    })
    void shouldMapTheReasonOfADelay(String delayType, String status, String code) {
        EmailEvent event = ses("'eventType':'DeliveryDelay','deliveryDelay':{'delayType':'" + delayType
                + "','delayedRecipients':[{'emailAddress':'a@b.c','status':'" + status + "'}]}");

        assertThat(TypeAndReason.of(event)).isEqualTo("deferred " + code);
        assertThat(event.reason().text()).isEqualTo(delayType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'unsubscribeAll':false      | 'unsubscribeAll':true                | unsubscribed",
                "'unsubscribeAll':true,OUT   | 'unsubscribeAll':false,OUT           | resubscribed",
                "'unsubscribeAll':false,IN   | 'unsubscribeAll':false,OUT           | unsubscribed",
                "'unsubscribeAll':false,OUT  | 'unsubscribeAll':false,IN            | resubscribed",
                "OUT                         | BOTH                                 | resubscribed",
                "IN                          | BOTH                                 | unsubscribed",
                "BOTH                        | BOTH                                 | unsubscribed",
                "BOTH                        | IN                                   | resubscribed",
                "'a':1                       | OUT                                  | unsubscribed",
                "'a':1                       | IN                                   | resubscribed",
                "'a':1                       | 'unsubscribeAll':false               | other",
            })
    void shouldTellOptOutFromOptIn(String before, String after, String expected) {
        assertThat(TypeAndReason.of(ses("'eventType':'Subscription','subscription':{'oldTopicPreferences':{"
                        + topics(before) + "},'newTopicPreferences':{" + topics(after) + "}}")))
                .isEqualTo(expected);
    }

    private static String topics(String states) {
        String in = "{'topicName':'A','subscriptionStatus':'OptIn'}";
        String out = "{'topicName':'B','subscriptionStatus':'OptOut'}";
        return states.replace("BOTH", "'topicSubscriptionStatus':[" + in + "," + out + "]")
                .replace("IN", "'topicSubscriptionStatus':[" + in + "]")
                .replace("OUT", "'topicSubscriptionStatus':[" + out + "]");
    }

    @Test
    void shouldMapWhoClicked() {
        EmailEvent event = ses("'eventType':'Click','click':{'ipAddress':'192.0.2.1','userAgent':'UA',"
                + "'link':'https://a.example','linkTags':{'k':['v'],'campaign':['link']}},"
                + "'mail':{'messageId':'m','tags':{'ses:operation':['Send'],'campaign':['receipts']},"
                + "'commonHeaders':{'subject':'Hi','messageId':'<m@x>'}}");

        assertThat(event.engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", "UA", null, null, null));
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.smtpMessageId()).isEqualTo("<m@x>");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.metadata()).hasToString("{k=[\"v\"], campaign=[\"receipts\"]}");
        assertThat(ses("'eventType':'Open','open':{'ipAddress':'::1','userAgent':'UA'}")
                        .engagement())
                .isEqualTo(new Engagement(null, "::1", "UA", null, null, null));
        assertThat(ses("'eventType':'Complaint','complaint':{'userAgent':'Feedback Loop'}")
                        .engagement())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'eventType':'Rendering Failure','failure':{'errorMessage':'name is missing'} | name is missing",
                "'eventType':'Reject','reject':{'reason':'Bad content'}                       | Bad content",
                "'eventType':'Bounce','bounce':{'bounceSubType':'Suppressed'}                 | Suppressed",
                "'eventType':'Complaint','complaint':{'complaintSubType':'OnAccountSuppressionList'} | OnAccountSuppressionList",
            })
    void shouldMapTheReasonInWords(String members, String text) {
        assertThat(ses(members).reason().text()).isEqualTo(text);
    }

    @Test
    void shouldMapTemplateAndList() {
        assertThat(ses("'eventType':'Rendering Failure','failure':{'templateName':'Receipt'}")
                        .campaign()
                        .templateId())
                .isEqualTo("Receipt");
        assertThat(ses("'eventType':'Subscription','subscription':{'contactList':'L','source':'UnsubscribeHeader'}")
                        .subscription())
                .isEqualTo(new Subscription(null, "L", "UnsubscribeHeader"));
    }

    @ParameterizedTest
    @CsvSource({
        "Bounce, bounce", "Complaint, complaint", "Delivery, delivery", "DeliveryDelay, deliveryDelay", "Open, open",
        "Click, click", "Subscription, subscription", "Send, mail", "Reject, mail", "Rendering Failure, mail",
    })
    void shouldReadTheTimeOfTheEvent(String name, String member) {
        String mail = member.equals("mail") ? "" : ",'mail':{'timestamp':'2026-01-06T08:00:00.000Z'}";
        EmailEvent event =
                ses("'eventType':'" + name + "','" + member + "':{'timestamp':'2026-01-06T09:02:20.669Z'}" + mail);

        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:20.669Z");
    }

    private static EmailEvent ses(String members) {
        return Normalizing.event(Normalizing.profile("amazon-ses"), "{" + members + "}");
    }
}
