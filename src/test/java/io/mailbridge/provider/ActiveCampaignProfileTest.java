package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveCampaignProfileTest {
    private final Profile activeCampaign = Normalizing.profile("activecampaign");

    @ParameterizedTest
    @CsvSource({
        "open, opened",
        "click, clicked",
        "bounce, bounced undetermined unknown",
        "unsubscribe, unsubscribed",
        "subscribe, resubscribed",
        "sent, other",
        "reply, other",
        "forward, other",
        "share, other",
        "update, other",
        "subscriber_note, other",
        "contact_task_add, other",
        "contact_tag_added, other",
        "account_add, other",
        "list_add, other",
        "deal_update, other",
        "sms_reply, other",
        "telepathy, unknown",
    })
    void shouldMapEachEvent(String type, String expected) {
        assertThat(TypeAndReason.of(form("type=" + type))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bounce[type]=hard, bounced hard unknown",
        "bounce[type]=soft&bounce[code]=4.2.2, bounced soft mailbox_full",
        "bounce[code]=5.1.1, bounced hard invalid_address",
        "bounce[type]=hard&bounce[code]=9.1.1, bounced hard unknown",
    })
    void shouldReadTheBounce(String fields, String expected) {
        assertThat(TypeAndReason.of(form("type=bounce&" + fields))).isEqualTo(expected);
    }

    @Test
    void shouldReadTheListOfEitherForm() {
        assertThat(form("type=subscribe&list=3").subscription().listId()).isEqualTo("3");
        assertThat(form("type=unsubscribe&list[][id]=7").subscription().listId())
                .isEqualTo("7");
    }

    @Test
    void shouldKeepTagsFieldsAndTheReasonForLeaving() {
        EmailEvent event = form("type=unsubscribe&contact[tags]=customer, newsletter&contact[fields][size]=42"
                + "&unsubscribe[reason]=Too many");

        assertThat(event.tags()).containsExactly("customer", "newsletter");
        assertThat(event.metadata()).hasToString("{reason=\"Too many\", size=\"42\"}");
    }

    @Test
    void shouldTellClicksOfTwoLinksApart() {
        String click =
                "type=click&date_time=2026-01-06T03:03:30-06:00&contact[email]=a@b.c&link[url]=https://a.example&link[id]=";

        assertThat(form(click + "1").id()).isNotEqualTo(form(click + "2").id());
        assertThat(form(click + "1").occurredAt()).isEqualTo("2026-01-06T09:03:30Z");
    }

    /** The webhook of an automation has no type. */
    @Test
    void shouldRejectWhatIsNoEventOfAWebhook() {
        assertThat(Normalizing.form(activeCampaign, "contact[email]=a@b.c&seriesid=3")
                        .rejected())
                .hasSize(1);
    }

    @Test
    void shouldNeverBeAnsweredWhatSwitchesItsWebhookOff() {
        assertThat(activeCampaign.answers().of(410)).isEqualTo(503);
    }

    private EmailEvent form(String form) {
        return Normalizing.formEvent(activeCampaign, form);
    }
}
