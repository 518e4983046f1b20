package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlaviyoProfileTest {
    private final Profile klaviyo = Normalizing.profile("klaviyo");

    @ParameterizedTest
    @CsvSource({
        "event:klaviyo.received_email, delivered",
        "event:klaviyo.email_delivered, delivered",
        "event:klaviyo.bounced_email, bounced undetermined unknown",
        "event:klaviyo.dropped_email, dropped unknown",
        "event:klaviyo.opened_email, opened",
        "event:klaviyo.clicked_email, clicked",
        "event:klaviyo.clicked_email_to_unsubscribe, clicked",
        "event:klaviyo.marked_email_as_spam, complained",
        "event:klaviyo.unsubscribed_from_email_marketing, unsubscribed",
        "event:klaviyo.subscribed_to_email_marketing, resubscribed",
        "event:klaviyo.manually_suppressed_from_email_marketing, suppression_changed",
        "event:klaviyo.manually_unsuppressed_from_email_marketing, suppression_changed",
        "event:klaviyo.updated_email_preferences, other",
        "event:klaviyo.received_sms, other",
        "event:shopify.placed_order, other",
        "something.else, unknown",
    })
    void shouldMapEachTopic(String topic, String expected) {
        assertThat(TypeAndReason.of(klaviyo(topic, ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Hard, hard", "HardBounce, hard", "soft, soft", "SoftBounce, soft", "Blocked, undetermined"})
    void shouldReadTheBounceTypeInEachSpelling(String bounceType, String expected) {
        EmailEvent event = klaviyo("event:klaviyo.bounced_email", "'Bounce Type':'" + bounceType + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced " + expected + " unknown");
        assertThat(event.bounce().providerClass()).isEqualTo(bounceType);
    }

    @Test
    void shouldKeepPropertiesButKlaviyosOwn() {
        EmailEvent event = klaviyo(
                "event:klaviyo.clicked_email",
                "'$message':'M1','$event_id':'1','Subject':'Hi','Campaign Name':'January','URL':'https://a.example','plan':3");

        assertThat(event.campaign().id()).isEqualTo("M1");
        assertThat(event.campaign().name()).isEqualTo("January");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.engagement().url()).isEqualTo("https://a.example");
        assertThat(event.messageId())
                .as("a mailing has one for all who receive it")
                .isNull();
        assertThat(event.metadata()).containsKeys("id", "plan", "Subject").doesNotContainKeys("$message", "$event_id");
    }

    private EmailEvent klaviyo(String topic, String properties) {
        return Normalizing.event(
                klaviyo,
                "{'data':[{'topic':'" + topic + "','external_id':'e1','payload':{'data':{'id':'e1','attributes':{"
                        + "'timestamp':1767690140,'event_properties':{" + properties + "}},"
                        + "'relationships':{'profile':{'data':{'type':'profile','id':'P1'}}}}}}],'meta':{}}");
    }
}
