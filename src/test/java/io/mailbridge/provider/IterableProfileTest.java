package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IterableProfileTest {
    private final Profile iterable = Normalizing.profile("iterable");

    @ParameterizedTest
    @CsvSource({
        "emailSend, sent",
        "emailSendSkip, dropped unknown",
        "emailOpen, opened",
        "emailClick, clicked",
        "emailBounce, bounced undetermined unknown",
        "emailComplaint, complained",
        "emailSubscribe, resubscribed",
        "emailUnSubscribe, unsubscribed",
        "emailUnsubscribe, unsubscribed",
        "hostedUnsubscribeClick, unsubscribed",
        "pushSend, other",
        "smsBounce, other",
        "inAppOpen, other",
        "inboxSession, other",
        "webPushClick, other",
        "whatsAppSeen, other",
        "embeddedClick, other",
        "journeyExit, other",
        "emailForward, unknown",
    })
    void shouldMapEachEvent(String name, String expected) {
        EmailEvent event = iterable(name, "");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "emailBounce, recipientState, HardBounce, bounced hard unknown",
        "emailBounce, recipientState, SoftBounce, bounced soft unknown",
        "emailBounce, recipientState, Other, bounced undetermined unknown",
        "emailSendSkip, reason, InvalidRecipientEmail, dropped invalid_address",
        "emailSendSkip, reason, SuppressedByMessageService, dropped suppressed",
        "emailSendSkip, reason, DuplicateMarketingMessage, dropped duplicate",
        "emailSendSkip, reason, HandlebarsExecutionError, dropped rendering_error",
        "emailSendSkip, reason, EmptyContent, dropped rendering_error",
        "emailSendSkip, reason, DataFeedError, dropped rendering_error",
        "emailSendSkip, reason, SnippetLookupError, dropped rendering_error",
        "emailSendSkip, reason, CatalogCollectionTimeout, dropped rendering_error",
        "emailSendSkip, reason, FrequencyCapping, dropped unknown",
        "emailSend, reason, EmptyContent, sent",
    })
    void shouldMapBounceTypeAndReason(String name, String member, String value, String expected) {
        EmailEvent event = iterable(name, "'" + member + "':'" + value + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason() == null ? value : event.reason().text()).isEqualTo(value);
        assertThat(event.bounce() == null ? value : event.bounce().providerClass())
                .isEqualTo(value);
    }

    @Test
    void shouldMapMessageAndPerson() {
        EmailEvent event = Normalizing.event(
                iterable,
                "{'email':'a@b.c','userId':'7','eventName':'emailClick','dataFields':{'campaignId':1,'campaignName':'n',"
                        + "'templateId':2,'messageId':'m','createdAt':'2026-01-06 09:02:03 +00:00','workflowId':null,"
                        + "'emailSubject':'Hi','labels':['one'],'url':'https://a.example','ip':'192.0.2.1','userAgent':'UA'}}");

        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:03Z");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.tags()).containsExactly("one");
        assertThat(event.campaign()).isEqualTo(new Campaign("1", "n", "2"));
        assertThat(event.engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", "UA", null, null, null));
        assertThat(event.metadata()).hasToString("{userId=\"7\"}");
        assertThat(event.id()).matches("iterable:[0-9a-f]{64}");
    }

    @Test
    void shouldTellPeopleWithoutAnAddressApart() {
        String subscribed =
                "{'eventName':'emailSubscribe','userId':'7','dataFields':{'createdAt':'2026-01-06 09:02:03 +00:00'}}";

        assertThat(Normalizing.event(iterable, subscribed).id())
                .isEqualTo(Normalizing.event(iterable, subscribed).id())
                .isNotEqualTo(Normalizing.event(iterable, subscribed.replace("'7'", "'8'"))
                        .id());
    }

    @Test
    void shouldMapWhatSomebodyUnsubscribedFrom() {
        assertThat(iterable("emailUnSubscribe", "'channelIds':[4,5],'emailListIds':[6],'unsubSource':'EmailLink'")
                        .subscription())
                .isEqualTo(new Subscription("4", "6", "EmailLink"));
        assertThat(iterable("emailSubscribe", "'channelIds':[],'emailListIds':[6],'signupSource':'Import'")
                        .subscription())
                .isEqualTo(new Subscription(null, "6", "Import"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'", "{'createdAt':'yesterday','recipientState':{},'messageId':null}"})
    void shouldTolerateAnEventWithoutItsFields(String dataFields) {
        EmailEvent event = Normalizing.event(
                iterable, "{'eventName':'emailBounce','email':null,'userId':null,'dataFields':" + dataFields + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced undetermined unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.messageId()).isNull();
        assertThat(event.occurredAtEstimated()).isTrue();
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(iterable.defaultAuth()).isEqualTo("basic");
        assertThat(iterable.signature()).isNull();
    }

    private EmailEvent iterable(String name, String dataFields) {
        return Normalizing.event(iterable, "{'eventName':'" + name + "','dataFields':{" + dataFields + "}}");
    }
}
