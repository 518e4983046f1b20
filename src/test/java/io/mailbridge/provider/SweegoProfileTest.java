package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweegoProfileTest {
    private final Profile sweego = Normalizing.profile("sweego");

    @ParameterizedTest
    @CsvSource({
        "email_sent, sent",
        "soft_bounce, deferred unknown",
        "hard_bounce, bounced hard unknown",
        "complaint, complained",
        "list_unsub, unsubscribed",
        "email_opened, opened",
        "email_clicked, clicked",
        "email_inbound, other",
        "sms_sent, other",
        "sms_undelivered, other",
        "sms_stop, other",
        "sms_clicked, other",
        "email_new, unknown",
    })
    void shouldMapEachEventInEitherSpelling(String name, String expected) {
        assertThat(TypeAndReason.of(sweego("'event_type':'" + name + "'"))).isEqualTo(expected);
        assertThat(TypeAndReason.of(sweego("'event_type':'" + name.replace('_', '-') + "'")))
                .isEqualTo(expected);
    }

    @Test
    void shouldNotTakeAMessageToAPhoneForMail() {
        assertThat(TypeAndReason.of(sweego("'event_type':'delivered','channel':'sms'")))
                .isEqualTo("other");
    }

    private EmailEvent sweego(String members) {
        return Normalizing.event(sweego, "{" + members + "}");
    }
}
