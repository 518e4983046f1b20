package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Subscription;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceEnsProfileTest {
    private static final String VERIFICATION = "{'callbackId':'c','verificationKey':'k'}";

    private final Profile salesforce = Normalizing.profile("salesforce-ens");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TransactionalSendEvents.EmailQueued          | processed",
                "TransactionalSendEvents.EmailSent            | sent",
                "TransactionalSendEvents.EmailNotSent         | dropped unknown",
                "TransactionalSendEvents.EmailBounced         | bounced undetermined unknown",
                "EngagementEvents.EmailOpen                   | opened",
                "EngagementEvents.EmailClick                  | clicked",
                "EngagementEvents.EmailUnsubscribe            | unsubscribed",
                "TransactionalSendEvents.SmsSent              | other",
                "TransactionalSendEvents.SMSBounced           | other",
                "TransactionalSendEvents.OttNotSent           | other",
                "TransactionalSendEvents.PushSent             | other",
                "AutomationEvents.AutomationInstanceErrored   | account",
                "Automation.InstanceStarted                   | account",
                "OperationalEvents.AutomationErrored          | account",
                "AutomationInstanceCompleted                  | account",
                "TransactionalSendEvents.EmailBouncedTwice    | unknown",
                "EmailSent                                    | unknown",
            })
    void shouldMapEachEvent(String name, String expected) {
        EmailEvent event = salesforce(name, "");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'bounceCode':'HARD','smtpReason':'550 5.1.1 user unknown' | bounced hard invalid_address",
                "'bounceCode':'HARD','smtpReason':'452 4.2.2 full'         | bounced hard mailbox_full",
                "'bounceCode':'SOFT','smtpReason':'550 5.7.1 blocked'      | bounced soft reputation",
                "'bounceCode':'SOFT'                                       | bounced soft unknown",
                "'bounceCode':'BLOCK','smtpReason':'550 5.1.1 x'           | bounced undetermined invalid_address",
                "'smtpReason':'550 5.1.1 x'                                | bounced hard invalid_address",
                "'smtpReason':'smtp;450 busy'                              | bounced soft unknown",
                "'bounceMessage':'5.1.1 (bad destination mailbox address)' | bounced hard invalid_address",
                "'bounceMessage':'5.2.2 (full)','smtpReason':'550 no'      | bounced hard mailbox_full",
                "'bounceCode':null                                         | bounced undetermined unknown",
            })
    void shouldMapBounceTypeAndReason(String info, String expected) {
        assertThat(TypeAndReason.of(salesforce("TransactionalSendEvents.EmailBounced", info)))
                .isEqualTo(expected);
    }

    @Test
    void shouldMapWhatTheServerAnswered() {
        Bounce bounce = salesforce(
                        "TransactionalSendEvents.EmailBounced",
                        "'bounceCode':'HARD','bounceMessage':'5.1.1 (bad destination)','smtpReason':'550 no'")
                .bounce();

        assertThat(bounce.smtpCode()).isEqualTo(550);
        assertThat(bounce.mtaResponse()).isEqualTo("550 no");
        assertThat(bounce.providerClass()).isEqualTo("HARD");
    }

    @Test
    void shouldKeepWhyAMessageWasNotSentAsText() {
        assertThat(salesforce(
                                "TransactionalSendEvents.EmailNotSent",
                                "'reason':'excluded','statusCode':'24','statusMessage':'ListDetectiveExclusion'")
                        .reason()
                        .text())
                .isEqualTo("excluded");
    }

    @Test
    void shouldMapMessageAndCampaign() {
        EmailEvent event = Normalizing.event(
                salesforce,
                "[{'eventCategoryType':'TransactionalSendEvents.EmailSent','timestampUTC':1767690126123,"
                        + "'composite':{'jobId':'1','listId':'2','subscriberId':'3','emailId':'4'},'definitionKey':'k',"
                        + "'definitionId':'d','mid':500012345,"
                        + "'info':{'to':'a@b.c','messageKey':'m','renderedSubject':'Hi','subscriberKey':'s'}}]");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:06.123Z");
        assertThat(event.campaign()).isEqualTo(new Campaign("d", "k", "4"));
        assertThat(event.subscription()).isEqualTo(new Subscription(null, "2", null));
        assertThat(event.metadata())
                .hasToString("{subscriberKey=\"s\", subscriberId=\"3\", jobId=\"1\", mid=500012345}");
    }

    @Test
    void shouldMapWhoOpenedAndHowSomebodyUnsubscribed() {
        assertThat(salesforce(
                                "EngagementEvents.EmailClick",
                                "'contentLink':'https://a.example','ipAddress':'192.0.2.1','userAgent':'UA',"
                                        + "'location':{'country':'US','region':'CA','city':'SF'}")
                        .engagement())
                .isEqualTo(
                        new Engagement("https://a.example", "192.0.2.1", "UA", new Geo("US", "CA", "SF"), null, null));
        assertThat(salesforce("EngagementEvents.EmailUnsubscribe", "'unsubscribeMethod':'one-click'")
                        .subscription()
                        .method())
                .isEqualTo("one-click");
    }

    @Test
    void shouldTellTwoPeopleApartWhoOpenInTheSameMillisecond() {
        assertThat(openedBy("'subscriberId':'1'")).isEqualTo(openedBy("'subscriberId':'1'"));
        assertThat(openedBy("'subscriberId':'1'")).isNotEqualTo(openedBy("'subscriberId':'2'"));
        assertThat(openedBy("'jobId':'1'")).isNotEqualTo(openedBy("'jobId':'2'"));
        assertThat(openedBy("'jobId':'1'")).isNotEqualTo(openedBy("'batchId':'1'"));
    }

    private String openedBy(String composite) {
        return Normalizing.event(
                        salesforce,
                        "[{'eventCategoryType':'EngagementEvents.EmailOpen','timestampUTC':1767690200123,'composite':{"
                                + composite + "}}]")
                .id();
    }

    @Test
    void shouldKnowTheUnsignedVerification() throws IOException {
        Normalized normalized = Normalizing.normalize(salesforce, VERIFICATION);
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false);

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.setupMessages())
                .extracting(message -> message.kind().action())
                .containsExactly(ControlMessage.Action.LOG_VERIFICATION);
        assertThat(salesforce.unsignedSetupMessage(
                        JsonCodec.mapper().readTree(VERIFICATION.replace('\'', '"')), origin))
                .isNotNull();
        assertThat(salesforce.unsignedSetupMessage(JsonCodec.mapper().readTree("{\"callbackId\":\"c\"}"), origin))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'", "{'to':null}"})
    void shouldTolerateAnEventWithoutInfo(String info) {
        EmailEvent event = Normalizing.event(
                salesforce,
                "[{'eventCategoryType':'EngagementEvents.EmailOpen','composite':null,'info':" + info + "}]");

        assertThat(TypeAndReason.of(event)).isEqualTo("opened");
        assertThat(event.recipient()).isNull();
        assertThat(event.engagement()).isNull();
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(salesforce.defaultAuth()).isEqualTo("signature");
        assertThat(salesforce.signature().name()).isEqualTo("hmac");
        assertThat(salesforce.answers().timeLimit()).isEqualTo("3s");
    }

    private EmailEvent salesforce(String name, String info) {
        return Normalizing.event(salesforce, "[{'eventCategoryType':'" + name + "','info':{" + info + "}}]");
    }
}
