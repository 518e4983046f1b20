package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalewayTemProfileTest {
    private final Profile scaleway = Normalizing.profile("scaleway-tem");

    @ParameterizedTest
    @CsvSource({
        "email_spam, , dropped spam_content",
        "email_spam, 554, bounced block spam_content",
        "email_dropped, 550, bounced hard unknown",
        "blocklist_created, , suppression_changed",
        "unknown_type, , unknown",
        "email_new, , unknown",
    })
    void shouldMapTheEventsWithoutAPayload(String name, Integer code, String expected) {
        EmailEvent event = scaleway("'id':'e','type':'" + name + "','email_response_code':" + code);

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
    }

    @Test
    void shouldFindIdAndSubjectAmongTheHeaders() {
        EmailEvent event = scaleway(
                "'id':'e','type':'email_queued','email_headers':["
                        + "{'key':'message-id','value':'<m@b.c>'},{'key':'SUBJECT','value':'Hello'},{'key':'X-Order','value':'7'}]");

        assertThat(event.smtpMessageId()).isEqualTo("<m@b.c>");
        assertThat(event.subject()).isEqualTo("Hello");
        assertThat(event.metadata()).containsKey("X-Order");
    }

    @Test
    void shouldSetAMessageAsideThatIsNotAnEvent() {
        Normalized normalized =
                Normalizing.normalize(scaleway, "{'Type':'Notification','MessageId':'m','Message':'a test'}");

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.rejected()).hasSize(1);
    }

    private EmailEvent scaleway(String members) {
        String message = ("{" + members + "}").replace("'", "\\\"");
        return Normalizing.event(scaleway, "{'Type':'Notification','MessageId':'m','Message':'" + message + "'}");
    }
}
