package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailerLiteProfileTest {
    private final Profile mailerLite = Normalizing.profile("mailerlite");

    @ParameterizedTest
    @CsvSource({
        "subscriber.created, resubscribed",
        "subscriber.active, resubscribed",
        "subscriber.unsubscribed, unsubscribed",
        "subscriber.bounced, bounced undetermined unknown",
        "subscriber.spam_reported, complained",
        "campaign.open, opened",
        "campaign.click, clicked",
        "campaign.sent, other",
        "subscriber.updated, other",
        "subscriber.deleted, other",
        "subscriber.removed_from_group, other",
        "subscriber.automation_triggered, other",
        "subscriber.form_submitted, other",
        "subscriber.added_through_form, other",
        "subscriber.moved, unknown",
    })
    void shouldMapEachEventOfEitherShape(String name, String expected) {
        EmailEvent flat = mailerLite("'event':'" + name + "','email':'a@b.c','status':'active'");
        EmailEvent nested = mailerLite("'type':'" + name + "','subscriber':{'email':'a@b.c','status':'active'}");

        assertThat(TypeAndReason.of(flat)).isEqualTo(expected);
        assertThat(TypeAndReason.of(nested)).isEqualTo(expected);
        assertThat(flat.recipient()).isEqualTo("a@b.c").isEqualTo(nested.recipient());
    }

    @Test
    void shouldNotTakeAnUnconfirmedSubscriberForOneWhoOptedIn() {
        assertThat(TypeAndReason.of(mailerLite("'event':'subscriber.created','status':'unconfirmed'")))
                .isEqualTo("other");
        assertThat(TypeAndReason.of(mailerLite("'type':'subscriber.created','subscriber':{'status':'unconfirmed'}")))
                .isEqualTo("other");
    }

    @Test
    void shouldTellTwoGroupsOfOneChangeApart() {
        String change = "'type':'subscriber.added_to_group','subscriber':{'email':'a@b.c',"
                + "'updated_at':'2026-01-06T09:07:00.000000Z','fields':{'name':'A'}},'group':{'id':'%s'}";
        EmailEvent first = mailerLite(change.formatted("1"));
        EmailEvent second = mailerLite(change.formatted("2"));

        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(first.subscription().groupId()).isEqualTo("1");
        assertThat(first.metadata()).hasToString("{name=\"A\"}");
    }

    @Test
    void shouldNameTheCampaignThatWasSent() {
        EmailEvent event = mailerLite("'id':'110','name':'January','total_recipients':1200,'event':'campaign.sent'");

        assertThat(event.campaign().name()).isEqualTo("January");
        assertThat(event.metadata()).hasToString("{id=\"110\", total_recipients=1200}");
    }

    private EmailEvent mailerLite(String members) {
        return Normalizing.event(mailerLite, "{" + members + "}");
    }
}
