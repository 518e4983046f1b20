package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdobeAjoProfileTest {
    private final Profile adobe = Normalizing.profile("adobe-ajo");

    @ParameterizedTest
    @CsvSource({
        "sent, sent",
        "delivered, delivered",
        "delay, deferred unknown",
        "bounce, bounced undetermined unknown",
        "exclude, dropped unknown",
        "error, failed unknown",
        "duplicate, dropped duplicate",
        "denylist, dropped suppressed",
        "opened, unknown",
    })
    void shouldMapEachStatus(String status, String expected) {
        EmailEvent event = adobe(status, "'retryCount':0");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(status);
        assertThat(event.occurredAtEstimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, undetermined unknown",
        "10, hard invalid_address",
        "15, undetermined unknown",
        "20, soft unknown",
        "21, soft domain_invalid",
        "22, soft mailbox_full",
        "23, soft message_too_large",
        "24, soft timed_out",
        "25, block policy",
        "30, hard invalid_address",
        "40, soft unknown",
        "50, block reputation",
        "51, block reputation",
        "52, block spam_content",
        "53, block content_rejected",
        "54, block policy",
        "60, undetermined unknown",
        "70, soft unknown",
        "80, undetermined unknown",
        "90, hard unknown",
        "100, undetermined unknown",
    })
    void shouldReadTheCodesAsBounceClasses(String code, String expected) {
        EmailEvent event = adobe("bounce", "'messageFailure':{'code':'" + code + "','reason':'text'}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced " + expected);
        assertThat(TypeAndReason.of(adobe("bounce", "'messageFailure':{'code':" + code + "}")))
                .isEqualTo("bounced " + expected);
        assertThat(event.bounce().providerClass()).isEqualTo(code);
        assertThat(event.reason().text()).isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bounce  | 'messageFailure':{'type':'Hard'}             | bounced hard unknown",
                "bounce  | 'messageFailure':{'type':'Soft'}             | bounced soft unknown",
                "bounce  | 'messageFailure':{'type':'Soft','code':'10'} | bounced hard invalid_address",
                "bounce  | 'messageFailure':{'type':'Hard','code':'1'}  | bounced undetermined unknown",
                "bounce  | 'messageFailure':{'type':'Ignored'}          | bounced undetermined unknown",
                "bounce  | 'messageFailure':null                        | bounced undetermined unknown",
                "error   | 'messageFailure':{'code':'24'}               | failed timed_out",
                "delay   | 'messageFailure':{'code':'22'}               | deferred mailbox_full",
                "exclude | 'messageExclusion':{'reason':'SuppressionList'} | dropped suppressed",
                "exclude | 'messageExclusion':{'reason':'Other'}        | dropped unknown",
            })
    void shouldMapBounceTypeAndReason(String status, String members, String expected) {
        assertThat(TypeAndReason.of(adobe(status, members))).isEqualTo(expected);
    }

    @Test
    void shouldTellEachHappeningOfARequestApart() {
        assertThat(adobe("delay", "'retryCount':1").id()).isEqualTo("adobe-ajo:r:m:delay:1");
        assertThat(adobe("delay", "'retryCount':2").id()).isEqualTo("adobe-ajo:r:m:delay:2");
        assertThat(adobe("delay", "'retryCount':null").id())
                .matches("adobe-ajo:[0-9a-f]{64}")
                .isNotEqualTo(adobe("sent", "'retryCount':null").id());
    }

    @Test
    void shouldMapMessageAndPerson() {
        EmailEvent event = adobe("sent", "'retryCount':0");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.campaign()).isEqualTo(new Campaign("c", null, null));
        assertThat(event.metadata()).hasToString("{messageType=\"transactional\", imsOrg=\"o\"}");
    }

    @Test
    void shouldNotTakeAnotherChannelForEmail() {
        assertThat(TypeAndReason.of(Normalizing.event(
                        adobe, "{'channel':'sms','messageDeliveryFeedback':{'feedbackStatus':{'value':'delivered'}}}")))
                .isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'", "{'feedbackStatus':null}", "{'feedbackStatus':'sent'}"})
    void shouldForwardFeedbackWithoutAStatus(String feedback) {
        EmailEvent event = Normalizing.event(
                adobe,
                "{'eventType':'message.feedback','identityMap':{'email':[null,{}]},'messageDeliveryFeedback':"
                        + feedback + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("unknown");
        assertThat(event.providerEvent()).isEqualTo("message.feedback");
        assertThat(event.recipient()).isNull();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(adobe.defaultAuth()).isEqualTo("header");
        assertThat(adobe.signature()).isNull();
    }

    private EmailEvent adobe(String status, String members) {
        return Normalizing.event(
                adobe,
                "{'requestId':'r','imsOrg':'o','channel':'email','eventType':'message.feedback','messageExecution':"
                        + "{'messageExecutionID':'m','messageType':'transactional','campaignID':'c'},"
                        + "'messageDeliveryFeedback':{'feedbackStatus':{'value':'" + status + "'}," + members + "},"
                        + "'identityMap':{'email':[{'id':'a@b.c'}]}}");
    }
}
