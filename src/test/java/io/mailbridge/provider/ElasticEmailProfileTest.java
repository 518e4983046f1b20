package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticEmailProfileTest {
    private final Profile elasticEmail = Normalizing.profile("elastic-email");

    @ParameterizedTest
    @CsvSource({
        "Sent, Unknown, delivered",
        "Opened, Unknown, opened",
        "Clicked, Unknown, clicked",
        "AbuseReport, Unknown, complained",
        "Unsubscribed, Unknown, unsubscribed",
        "WaitingToRetry, GreyListed, deferred greylisted",
        "Error, NoMailbox, bounced hard invalid_address",
        "Error, DNSProblem, bounced hard domain_invalid",
        "Error, GreyListed, bounced soft greylisted",
        "Error, Throttled, bounced soft throttled",
        "Error, Timeout, bounced soft timed_out",
        "Error, AccountProblem, bounced soft unknown",
        "Error, ConnectionProblem, bounced soft unknown",
        "Error, ConnectionTerminated, bounced soft unknown",
        "Error, Spam, bounced block spam_content",
        "Error, ContentFilter, bounced block content_rejected",
        "Error, BlackListed, bounced block reputation",
        "Error, Blacklisted, bounced block reputation",
        "Error, SPFProblem, bounced block policy",
        "Error, WhitelistingProblem, bounced block policy",
        "Error, NotDelivered, dropped suppressed",
        "Error, NotDeliveredCancelled, dropped suppressed",
        "Error, ManualCancel, dropped unknown",
        "Error, CodeError, failed unknown",
        "Error, Ignore, bounced undetermined unknown",
        "Error, Unknown, bounced undetermined unknown",
        "Error, '', bounced undetermined unknown",
        "Teleported, Unknown, unknown",
    })
    void shouldMapEachStatusAndCategory(String status, String category, String expected) {
        assertThat(TypeAndReason.of(form("status=" + status + "&category=" + category)))
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeAGetWithAStatusForAnEvent() {
        assertThat(elasticEmail.isEventQuery("status=Sent&to=a%40b.c".getBytes(UTF_8)))
                .isTrue();
        assertThat(elasticEmail.isEventQuery("to=a%40b.c".getBytes(UTF_8))).isFalse();
        assertThat(elasticEmail.isEventQuery(new byte[0])).isFalse();
    }

    @Test
    void shouldReadWhoClicked() {
        EmailEvent event =
                form("status=Clicked&target=https://a.example?a%3D1%26b%3D2&IP=192.0.2.44&Useragent=UA&Country=DE"
                        + "&City=Berlin&channel=receipts&postback=order-1001");

        assertThat(event.engagement().url()).isEqualTo("https://a.example?a=1&b=2");
        assertThat(event.engagement().ip()).isEqualTo("192.0.2.44");
        assertThat(event.engagement().userAgent()).isEqualTo("UA");
        assertThat(event.engagement().geo().city()).isEqualTo("Berlin");
        assertThat(event.tags()).containsExactly("receipts");
        assertThat(event.metadata()).hasToString("{postback=\"order-1001\"}");
    }

    /** The format of the date is not documented. */
    @Test
    void shouldTakeTheTimeOfReceiptForADateThatItCannotRead() {
        EmailEvent event = form("status=Sent&date=1%2F6%2F2026+9:02:06+AM");

        assertThat(event.occurredAt()).isEqualTo(Normalizing.RECEIVED_AT);
        assertThat(form("status=Sent&date=2026-01-06+09:02:06").occurredAt()).isEqualTo("2026-01-06T09:02:06Z");
    }

    private EmailEvent form(String form) {
        return Normalizing.formEvent(elasticEmail, form);
    }
}
