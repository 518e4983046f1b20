package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrazeProfileTest {
    private static final String MEMBERS =
            "'email_address':'a@b.c','dispatch_id':'m','campaign_id':'c','campaign_name':'n',"
                    + "'message_variation_id':'v','link_url':'https://a.example','user_agent':'UA','machine_open':'true'";

    private final Profile braze = Normalizing.profile("braze");

    @ParameterizedTest
    @CsvSource({
        "users.messages.email.Send, sent",
        "users.messages.email.Delivery, delivered",
        "users.messages.email.Deferral, deferred unknown",
        "users.messages.email.Retry, deferred unknown",
        "users.messages.email.Open, opened",
        "users.messages.email.Click, clicked",
        "users.messages.email.Bounce, bounced hard unknown",
        "users.messages.email.SoftBounce, bounced soft unknown",
        "users.messages.email.MarkAsSpam, complained",
        "users.messages.email.Unsubscribe, unsubscribed",
        "users.messages.email.Abort, dropped unknown",
        "users.messages.email.Forward, unknown",
        "users.messages.pushnotification.Send, other",
        "users.behaviors.Purchase, other",
        "canvas.Entry, unknown",
    })
    void shouldMapEachEvent(String name, String expected) {
        EmailEvent event = braze("'event_type':'" + name + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bounce     | 550 5.1.1 user unknown | bounced hard invalid_address",
                "Bounce     | 452 4.2.2 full         | bounced hard mailbox_full",
                "SoftBounce | 452 4.2.2 full         | bounced soft mailbox_full",
                "SoftBounce | 554 5.7.1 blocked      | bounced soft reputation",
                "Bounce     | user unknown           | bounced hard unknown",
                "Deferral   | 451 4.7.1 later        | deferred greylisted",
            })
    void shouldMapTheReasonFromTheServersCodes(String name, String reason, String expected) {
        String type = "'event_type':'users.messages.email." + name + "'";

        assertThat(TypeAndReason.of(braze(type + ",'bounce_reason':'" + reason + "'")))
                .isEqualTo(expected);
        assertThat(TypeAndReason.of(braze(type + ",'properties':{'bounce_reason':'" + reason + "'}")))
                .isEqualTo(expected);
    }

    @Test
    void shouldKeepWhyAMessageWasAborted() {
        assertThat(braze(
                                "'event_type':'users.messages.email.Abort','abort_type':'liquid_abort_message','abort_log':'no data'")
                        .reason()
                        .text())
                .isEqualTo("no data");
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMBERS, "'user':{},'properties':{" + MEMBERS + "}"})
    void shouldTakeTheFlatAndTheNestedForm(String members) {
        EmailEvent event = braze("'event_type':'users.messages.email.Open','id':'e','time':1767690200," + members);

        assertThat(event.id()).isEqualTo("braze:e");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:03:20Z");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.campaign()).isEqualTo(new Campaign("c", "n", "v"));
        assertThat(event.engagement()).isEqualTo(new Engagement("https://a.example", null, "UA", null, true, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'external_user_id':'7',", "'user':{'external_user_id':'7','email_address':'a@b.c'},"})
    void shouldTakeTheSendersOwnValuesAsMetadata(String user) {
        assertThat(braze("'event_type':'users.messages.email.Send'," + user
                                + "'message_extras':'{\\'shop\\':\\'acme\\'}'")
                        .metadata())
                .hasToString("{shop=\"acme\", external_user_id=\"7\"}");
    }

    @Test
    void shouldTakeTheCanvasForACampaign() {
        assertThat(braze(
                                "'event_type':'users.messages.email.Send','campaign_id':null,'canvas_id':'c','canvas_name':'n'")
                        .campaign())
                .isEqualTo(new Campaign("c", "n", null));
    }

    @Test
    void shouldTolerateEventsWithoutTheirParts() {
        EmailEvent event = braze("'event_type':'users.messages.email.Bounce','email_address':null,'properties':null,"
                + "'user':[],'bounce_reason':{},'time':''");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced hard unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.campaign()).isEqualTo(Campaign.NONE);
        assertThat(event.occurredAtEstimated()).isTrue();
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldRejectOnlyWhatIsNoEvent() {
        Normalized normalized =
                Normalizing.normalize(braze, "{'events':[7,{'id':'1'},{'event_type':'users.messages.email.Send'}]}");

        assertThat(normalized.events()).hasSize(1);
        assertThat(normalized.rejected())
                .extracting(Rejection::reason)
                .containsExactly("not_an_object", "no_event_name");
        assertThat(Normalizing.normalize(braze, "{'events':[]}").rejected()).isEmpty();
        assertThat(Normalizing.normalize(braze, "{'event':[]}").rejected())
                .extracting(Rejection::reason)
                .containsExactly("no_event");
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(braze.defaultAuth()).isEqualTo("bearer");
        assertThat(braze.signature()).isNull();
    }

    private EmailEvent braze(String members) {
        return Normalizing.event(braze, "{'events':[{" + members + "}]}");
    }
}
