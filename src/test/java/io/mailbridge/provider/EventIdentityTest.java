package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same event has the same id each time it is sent, and two events never share one. */
class EventIdentityTest {
    private static final String OPEN = "{'event':'open','email':'a@example.com','timestamp':1767690200}";
    private static final String ODD_TIME = "{'event':'open','email':'a@example.com','timestamp':'soon'}";
    private static final String CLICK = "{'event':'click','email':'a@example.com','timestamp':1767690200,'url':'U'}";

    @Test
    void shouldGiveARequestSentAgainTheSameIds() {
        String body = "[" + String.join(",", OPEN, ODD_TIME, CLICK, OPEN) + "]";

        List<String> first = ids(body, "2026-01-06T10:00:00Z");
        List<String> later = ids(body, "2026-01-07T09:00:00Z");

        assertThat(later).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotLetThePlaceInTheBatchIntoTheId() {
        List<String> alone = ids("[" + CLICK + "]", "2026-01-06T10:00:00Z");
        List<String> last = ids("[" + String.join(",", OPEN, OPEN, CLICK) + "]", "2026-01-06T10:00:00Z");

        assertThat(last.get(2)).isEqualTo(alone.get(0));
    }

    @Test
    void shouldTellClicksOnDifferentLinksApart() {
        assertThat(ids("[" + CLICK + "," + CLICK.replace("'U'", "'V'") + "]", "2026-01-06T10:00:00Z"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTrustThePlatformsOwnId() {
        String event = "{'event':'open','sg_event_id':'e-1'}";

        assertThat(ids("[" + event + "," + event + "]", "2026-01-06T10:00:00Z"))
                .containsExactly("sendgrid:e-1", "sendgrid:e-1");
    }

    private static List<String> ids(String body, String receivedAt) {
        Origin origin = new Origin("test", Instant.parse(receivedAt), false);
        return Normalizing.normalize(Normalizing.profile("sendgrid"), body, origin).events().stream()
                .map(EmailEvent::id)
                .toList();
    }
}
