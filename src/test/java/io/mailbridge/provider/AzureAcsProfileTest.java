package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureAcsProfileTest {
    private static final String REPORT = "'eventType':'Microsoft.Communication.EmailDeliveryReportReceived','id':'e1',";
    private final Profile azure = Normalizing.profile("azure-acs");

    @ParameterizedTest
    @CsvSource({
        "Delivered, delivered",
        "Bounced, bounced hard unknown",
        "Suppressed, dropped previously_bounced",
        "Failed, bounced undetermined unknown",
        "FilteredSpam, bounced block spam_content",
        "Quarantined, bounced block spam_content",
        "Expanded, other",
        "Lost, unknown",
    })
    void shouldMapEachStatus(String status, String expected) {
        EmailEvent event = azure("'data':{'status':'" + status + "'}");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP; 452 4.2.2 Mailbox full, bounced soft mailbox_full",
        "SMTP; 550 5.7.1 refused, bounced block reputation",
        "SMTP; 550 no such user, bounced hard unknown",
        "could not be delivered, bounced undetermined unknown",
    })
    void shouldReadTheServersAnswerToWhatFailed(String message, String expected) {
        assertThat(TypeAndReason.of(azure(
                        "'data':{'status':'Failed','deliveryStatusDetails':{'statusMessage':'" + message + "'}}")))
                .isEqualTo(expected);
    }

    /** Samples and SDKs spell them differently. */
    @ParameterizedTest
    @CsvSource({
        "engagementType, view, opened",
        "engagementType, View, opened",
        "engagementType, Click, clicked",
        "engagement, view, opened",
        "engagement, click, clicked",
    })
    void shouldMapEngagementInEachSpelling(String member, String value, String expected) {
        assertThat(TypeAndReason.of(azure("'data':{'" + member + "':'" + value + "'}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'data':{'status':'Delivered','deliveryAttemptTimeStamp':'2026-01-06T09:02:06.1337749+00:00'}",
                "'data':{'status':'Delivered','deliveryAttemptTimestamp':'2026-01-06T09:02:06.1337749Z'}",
                "'data':{'engagementType':'view','userActionTimeStamp':'2026-01-06T09:02:06.1337749+00:00'}",
                "'data':{'engagementType':'view','userActionTimestamp':'2026-01-06T09:02:06.1337749Z'}",
                "'data':{'status':'Delivered'},'eventTime':'2026-01-06T09:02:06.1337749Z'",
                "'data':{'status':'Delivered'},'time':'2026-01-06T09:02:06.1337749Z'",
            })
    void shouldFindTheTimeInEachSpelling(String members) {
        assertThat(azure(members).occurredAt()).isEqualTo("2026-01-06T09:02:06.133774900Z");
    }

    @Test
    void shouldNameAnEventOfAnotherKind() {
        EmailEvent event = azure("'data':{}");

        assertThat(TypeAndReason.of(event)).isEqualTo("unknown");
        assertThat(event.providerEvent()).endsWith("EmailDeliveryReportReceived");
    }

    /** One element that is none must not cost the batch, and neither may a whole body. */
    @Test
    void shouldNeverBeAnsweredWhatGivesUpABatch() {
        assertThat(azure.answers().of(400)).isEqualTo(503);
        assertThat(azure.answers().of(413)).isEqualTo(503);
        assertThat(Normalizing.normalize(azure, "[{" + REPORT + "'data':{'status':'Delivered'}},17]"))
                .satisfies(normalized -> assertThat(normalized.events()).hasSize(1))
                .satisfies(normalized -> assertThat(normalized.rejected()).hasSize(1));
    }

    @Test
    void shouldKeepExtensionsOfCloudEventsOnly() {
        EmailEvent event = azure("'data':{'status':'Delivered','sender':'x'},'topic':'t','subject':'s','source':'o',"
                + "'specversion':'1.0','dataVersion':'1.0','metadataVersion':'1','traceparent':'00-1'");

        assertThat(event.metadata()).hasToString("{traceparent=\"00-1\"}");
        assertThat(event.subject()).as("that of the mail is not told").isNull();
    }

    private EmailEvent azure(String members) {
        return Normalizing.event(azure, "[{" + REPORT + members + "}]");
    }
}
