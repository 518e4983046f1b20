package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AhaSendProfileTest {
    private final Profile ahaSend = Normalizing.profile("ahasend");

    @ParameterizedTest
    @CsvSource({
        "suppression.created, suppression_changed",
        "message.routing, other",
        "route.message, other",
        "message.new, unknown",
    })
    void shouldMapTheEventsWithoutAPayload(String name, String expected) {
        assertThat(TypeAndReason.of(ahaSend("'type':'" + name + "','data':{'recipient':'a@b.c'}")))
                .isEqualTo(expected);
    }

    /** The flag has been seen as an empty text. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'', ", "null, "})
    void shouldSayThatABotOpenedWhereAhaSendSaysSo(String isBot, Boolean expected) {
        String value = isBot.isEmpty() ? "''" : isBot;
        EmailEvent event = ahaSend("'type':'message.opened','data':{'ip':'192.0.2.1','is_bot':" + value + "}");

        assertThat(event.engagement().machine()).isEqualTo(expected);
    }

    @Test
    void shouldSayWhichDomainAnEventIsAbout() {
        EmailEvent suppression = ahaSend("'type':'suppression.created','data':{'recipient':'a@b.c','reason':'Bounce',"
                + "'sending_domain':'mail.b.c'}");

        assertThat(suppression.recipient()).isEqualTo("a@b.c");
        assertThat(suppression.metadata()).hasToString("{sending_domain=\"mail.b.c\"}");
        assertThat(ahaSend("'type':'domain.dns_error','data':{'domain':'b.c','account_id':'a'}")
                        .metadata())
                .hasToString("{account_id=\"a\", domain=\"b.c\"}");
    }

    private EmailEvent ahaSend(String members) {
        return Normalizing.event(ahaSend, "{" + members + "}");
    }
}
