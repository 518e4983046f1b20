package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 No such user          | 550 | 5.1.1",
                "550-5.1.1 No such user          | 550 | 5.1.1",
                "451 4.7.1: wait                 | 451 | 4.7.1",
                "550 5.7.26. Not authenticated   | 550 | 5.7.26",
                "250 2.0.0 OK                    | 250 | 2.0.0",
                "5.1.1 No such user              |     | 5.1.1",
                "550                             | 550 |",
                "550 No such user                | 550 |",
                "550 5.188.10.2 is listed        | 550 |",
                "550 5.1.1.2 is listed           | 550 |",
                "5501 mails                      |     |",
                "250ms later                     |     |",
                "650 5.1.1                       |     |",
                "No such user 550 5.1.1          |     |",
                "Bounced Address                 |     |",
            })
    void shouldTakeCodesOnlyFromTheStart(String text, Integer code, String enhanced) {
        assertThat(SmtpReply.of(null, null, text)).isEqualTo(new SmtpReply(code, enhanced));
    }

    @Test
    void shouldPreferThePlatformsOwnFields() {
        assertThat(SmtpReply.of("451", "4.7.1", "550 5.1.1 x")).isEqualTo(new SmtpReply(451, "4.7.1"));
    }

    @Test
    void shouldTakeTheReplyCodeFromTheTextWhereItsFieldHoldsTheEnhancedOne() {
        assertThat(SmtpReply.of("5.1.1", null, "550 no")).isEqualTo(new SmtpReply(550, "5.1.1"));
        assertThat(SmtpReply.of("5.1.1", "5.2.2", "no")).isEqualTo(new SmtpReply(null, "5.2.2"));
        assertThat(SmtpReply.of("605", null, "550 no")).isEqualTo(new SmtpReply(null, null));
    }

    @ParameterizedTest
    @CsvSource({"5", "5.1", "5.x.x", "9.1.1", "5.1.1.1", "five", "55.1.1"})
    void shouldNotTakeAnotherStatusForAnEnhancedCode(String status) {
        assertThat(SmtpReply.of(null, status, "550 5.1.1 x")).isEqualTo(new SmtpReply(550, "5.1.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "5.1.1, invalid_address",
        "5.1.0, invalid_address",
        "5.1.2, domain_invalid",
        "5.4.4, domain_invalid",
        "4.2.2, mailbox_full",
        "5.2.2, mailbox_full",
        "5.2.1, mailbox_inactive",
        "4.7.1, greylisted",
        "4.7.0, throttled",
        "4.4.7, timed_out",
        "5.7.1, reputation",
        "5.3.4, message_too_large",
        "5.0.0, unknown",
        "2.2.2, unknown",
        "4.1.1, unknown",
    })
    void shouldNameTheReasonOfAnEnhancedCode(String enhanced, String reason) {
        assertThat(SmtpEvidence.reason(new SmtpReply(550, enhanced)).wireName()).isEqualTo(reason);
    }
}
