package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;

class MailomatProfileTest {
    private final Profile mailomat = Normalizing.profile("mailomat");

    @Test
    void shouldReadAClick() {
        EmailEvent event = mailomat("'eventType':'clicked','recipient':'a@b.c','payload':{'url':'https://b.c/1',"
                + "'client':{'ip':'192.0.2.1','user-agent':'Mozilla/5.0'}}");

        assertThat(TypeAndReason.of(event)).isEqualTo("clicked");
        assertThat(event.engagement().url()).isEqualTo("https://b.c/1");
        assertThat(event.engagement().ip()).isEqualTo("192.0.2.1");
        assertThat(event.engagement().userAgent()).isEqualTo("Mozilla/5.0");
    }

    @Test
    void shouldLeaveAFailureWithoutCodesOpen() {
        EmailEvent event =
                mailomat("'eventType':'failure_perm','payload':{'delivery-status':{'message':'no such user'}}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced undetermined unknown");
        assertThat(event.reason().text()).isEqualTo("no such user");
    }

    @Test
    void shouldForwardAnEventThatIsNew() {
        assertThat(TypeAndReason.of(mailomat("'eventType':'complained','payload':null")))
                .isEqualTo("unknown");
    }

    private EmailEvent mailomat(String members) {
        return Normalizing.event(mailomat, "{" + members + "}");
    }
}
