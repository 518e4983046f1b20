package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardEmailProfileTest {
    private final Profile forwardEmail = Normalizing.profile("forwardemail");

    @ParameterizedTest
    @CsvSource({
        "reject, block, 550, 5.7.1, bounced block reputation",
        "reject, blacklist, 550, 5.7.1, bounced block reputation",
        "reject, policy, 550, 5.7.0, bounced block policy",
        "reject, dmarc, 550, 5.7.26, bounced block policy",
        "reject, capacity, 552, 5.2.2, bounced hard mailbox_full",
        "reject, dns, 550, 5.1.2, bounced hard domain_invalid",
        "reject, network, 550, 5.4.1, bounced hard unknown",
        "reject, other, 550, , bounced hard unknown",
        "reject, new, 550, 5.1.1, bounced hard invalid_address",
        "accept, other, 550, , bounced hard unknown",
        "accept, new, 550, , unknown",
    })
    void shouldReadTheCategoryOfAFinalFailure(
            String action, String category, String code, String status, String expected) {
        assertThat(TypeAndReason.of(bounce(action, category, code, status))).isEqualTo(expected);
    }

    /** A category is about the attempt: it is no reason to take an address off the list while there are retries. */
    @ParameterizedTest
    @CsvSource({
        "defer, greylist, 450, , deferred greylisted",
        "defer, greylist, 550, , deferred greylisted",
        "reject, greylist, 451, , deferred greylisted",
        "defer, recipient, 550, 5.1.1, deferred invalid_address",
        "reject, recipient, 450, 4.2.1, deferred mailbox_inactive",
        "defer, capacity, 452, 4.2.2, deferred mailbox_full",
        "defer, block, 421, , deferred unknown",
    })
    void shouldTakeAnAttemptThatIsRepeatedForDeferred(
            String action, String category, String code, String status, String expected) {
        assertThat(TypeAndReason.of(bounce(action, category, code, status))).isEqualTo(expected);
    }

    /** Older versions send neither headers nor a time. */
    @Test
    void shouldTellAttemptsApartByTheirAnswers() {
        String attempt = "'email_id':'e','recipient':'a@b.c','bounce':{'action':'defer'},'response':'450 %s'";
        EmailEvent first = forwardEmail(attempt.formatted("busy"));
        EmailEvent second = forwardEmail(attempt.formatted("still busy"));

        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(first.occurredAtEstimated()).isTrue();
        assertThat(first.smtpMessageId()).isNull();
    }

    @Test
    void shouldKeepTheSendersHeadersAsMetadata() {
        EmailEvent event = forwardEmail("'bounce':{'action':'reject'},'feedback_id':'1:acme','list_id':'news.b.c',"
                + "'headers':{'Subject':'Hello','Message-Id':'<m@b.c>','X-Order':'7'}");

        assertThat(event.metadata()).containsKeys("feedback_id", "X-Order");
        assertThat(event.smtpMessageId()).isEqualTo("<m@b.c>");
        assertThat(event.subject()).isEqualTo("Hello");
        assertThat(event.subscription().listId()).isEqualTo("news.b.c");
    }

    private EmailEvent bounce(String action, String category, String code, String status) {
        return forwardEmail("'recipient':'a@b.c','response_code':" + code + ",'bounce':{'action':'" + action
                + "','category':'" + category + "','status':" + (status == null ? null : "'" + status + "'") + "}");
    }

    private EmailEvent forwardEmail(String members) {
        return Normalizing.event(forwardEmail, "{" + members + "}");
    }
}
