package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostalProfileTest {
    private final Profile postal = Normalizing.profile("postal");

    @ParameterizedTest
    @CsvSource({
        "MessageLoaded, opened",
        "SendLimitApproaching, account",
        "SendLimitExceeded, account",
        "MessageArchived, unknown",
    })
    void shouldMapTheEventsWithoutAPayload(String name, String expected) {
        assertThat(TypeAndReason.of(postal("'event':'" + name + "','payload':{}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessageSent", "MessageDelayed", "MessageDeliveryFailed", "MessageHeld"})
    void shouldNotTakeMailToTheServerForMailOfTheSender(String name) {
        EmailEvent event = postal("'event':'" + name + "','payload':{'message':{'direction':'incoming'}}");

        assertThat(TypeAndReason.of(event)).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({
        "'550 5.7.1 Rejected', bounced block reputation",
        "'421 4.4.2 Timeout', bounced soft unknown",
        "'Connection refused', bounced undetermined unknown",
        "'   ', failed unknown",
    })
    void shouldReadAFailureByWhatTheServerAnswered(String output, String expected) {
        EmailEvent event = postal("'event':'MessageDeliveryFailed','payload':{'message':{'direction':'outgoing'},"
                + "'details':'Gave up','output':'" + output + "'}");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason().text()).isEqualTo(output.isBlank() ? "Gave up" : output);
    }

    @Test
    void shouldSayWhichDomainADnsErrorIsAbout() {
        EmailEvent event = postal("'event':'DomainDNSError','payload':{'domain':'b.c','uuid':'d'},'uuid':'e'");

        assertThat(event.metadata()).hasToString("{domain=\"b.c\"}");
        assertThat(event.id()).isEqualTo("postal:e");
    }

    private EmailEvent postal(String members) {
        return Normalizing.event(postal, "{" + members + "}");
    }
}
