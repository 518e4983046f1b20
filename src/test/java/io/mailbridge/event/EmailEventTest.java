package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailEventTest {

    @Test
    void shouldKeyByRecipientInLowerCaseWhateverTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(EventSamples.event("INFO@Example.org", "m-1", Map.of(), null)
                            .key())
                    .isEqualTo("info@example.org");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldKeyByMessageThenByEventWhenThereIsNoRecipient() {
        assertThat(EventSamples.event(null, "M-1", Map.of(), null).key()).isEqualTo("M-1");
        assertThat(EventSamples.event(null, null, Map.of(), null).key()).isEqualTo("sendgrid:e-1");
    }
}
