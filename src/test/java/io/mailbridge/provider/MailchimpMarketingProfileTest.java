package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailchimpMarketingProfileTest {
    private final Profile mailchimp = Normalizing.profile("mailchimp-marketing");

    @ParameterizedTest
    @CsvSource({
        "subscribe, '', resubscribed",
        "unsubscribe, manual, unsubscribed",
        "unsubscribe, abuse, complained",
        "cleaned, hard, bounced hard unknown",
        "cleaned, abuse, complained",
        "cleaned, '', bounced undetermined unknown",
        "profile, '', other",
        "upemail, '', other",
        "campaign, '', other",
        "merged, '', unknown",
    })
    void shouldMapEachEvent(String type, String reason, String expected) {
        assertThat(TypeAndReason.of(form("type=" + type + "&data[reason]=" + reason)))
                .isEqualTo(expected);
    }

    /** The id among the data is the subscriber's, the same in all events about him. */
    @Test
    void shouldTellEventsOfOneSubscriberApart() {
        String profile = "type=profile&fired_at=2026-01-06+09:07:00&data[id]=3c07&data[email]=a@b.c&data[list_id]=";

        assertThat(form(profile + "1").id())
                .isNotEqualTo(form(profile + "2").id())
                .isEqualTo(form(profile + "1").id());
    }

    @Test
    void shouldKeepMergeFieldsAndTheOldAddress() {
        EmailEvent event =
                form("type=upemail&fired_at=2026-01-06 09:08:00&data[new_email]=new@b.c&data[old_email]=old@b.c"
                        + "&data[merges][GROUPINGS][0][name]=News&data[merges][FNAME]=A");

        assertThat(event.recipient()).isEqualTo("new@b.c");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:08:00Z");
        assertThat(event.metadata())
                .hasToString("{old_email=\"old@b.c\", GROUPINGS=[{\"name\":\"News\"}], FNAME=\"A\"}");
    }

    private EmailEvent form(String form) {
        return Normalizing.formEvent(mailchimp, form);
    }
}
