package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnisenderGoProfileTest {
    private final Profile unisender = Normalizing.profile("unisender-go");

    @ParameterizedTest
    @CsvSource({
        "hard_bounced, err_user_inactive, bounced hard mailbox_inactive",
        "hard_bounced, err_mailbox_discarded, bounced hard mailbox_inactive",
        "hard_bounced, err_mailbox_full, bounced soft mailbox_full",
        "soft_bounced, err_mailbox_full, deferred mailbox_full",
        "hard_bounced, err_spam_rejected, bounced block spam_content",
        "hard_bounced, err_blacklisted, bounced block reputation",
        "hard_bounced, err_too_large, bounced soft message_too_large",
        "hard_bounced, err_domain_inactive, bounced hard domain_invalid",
        "hard_bounced, err_destination_misconfigured, bounced hard domain_invalid",
        "hard_bounced, err_unsubscribed, dropped previously_unsubscribed",
        "soft_bounced, err_spam_skipped, dropped spam_content",
        "hard_bounced, err_will_retry, deferred unknown",
        "hard_bounced, err_lost, bounced undetermined unknown",
        "subscribed, , resubscribed",
        "spam, , complained",
        "new, , unknown",
    })
    void shouldReadAStatusInEitherForm(String status, String delivery, String expected) {
        String data =
                "'email':'a@b.c','status':'" + status + "','delivery_info':{'delivery_status':'" + delivery + "'}";
        EmailEvent nested = event("'event_data':{" + data + "}");
        EmailEvent flat =
                Normalizing.event(unisender, "{'auth':'x','event_name':'transactional_email_status'," + data + "}");

        assertThat(TypeAndReason.of(nested)).isEqualTo(expected);
        assertThat(TypeAndReason.of(flat)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveABounceOfNoKindToTheServersCodes() {
        EmailEvent event = event("'event_data':{'status':'hard_bounced','delivery_info':{"
                + "'delivery_status':'err_delivery_failed','destination_response':'550 5.7.1 no'}}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced block reputation");
        assertThat(event.bounce().providerClass()).isEqualTo("err_delivery_failed");
    }

    /** Blocks have neither an id nor a recipient. */
    @Test
    void shouldTellBlocksOfTwoDomainsApart() {
        String block = "'event_name':'transactional_spam_block','event_data':{'block_time':'2026-01-05 09:08:43',"
                + "'block_type':'one_smtp','domain':'%s'}";

        assertThat(event(block.formatted("b.c")).id())
                .isNotEqualTo(event(block.formatted("d.e")).id());
        assertThat(event(block.formatted("b.c")).metadata()).hasToString("{domain=\"b.c\"}");
    }

    @Test
    void shouldTakeTheEventsOfAllUsers() {
        String user = "{'events':[{'event_data':{'status':'sent','email':'%s'}}]}";
        Normalized normalized = Normalizing.normalize(
                unisender,
                "{'auth':'x','events_by_user':[" + user.formatted("a@b.c") + "," + user.formatted("d@e.f") + "]}");

        assertThat(normalized.events()).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
    }

    private EmailEvent event(String members) {
        return Normalizing.event(
                unisender, "{'auth':'x','events_by_user':[{'user_id':1,'events':[{" + members + "}]}]}");
    }
}
