package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneSignalProfileTest {
    private final Profile oneSignal = Normalizing.profile("onesignal");

    @ParameterizedTest
    @CsvSource({
        "message.email.sent, sent",
        "message.email.received, delivered",
        "message.email.opened, opened",
        "message.email.clicked, clicked",
        "message.email.bounced, bounced hard unknown",
        "message.email.hardbounced, bounced hard unknown",
        "message.email.failed, failed unknown",
        "message.email.suppressed, dropped suppressed",
        "message.email.supressed, dropped suppressed",
        "message.email.unsubscribed, unsubscribed",
        "message.email.reported_as_spam, complained",
        "message.push.sent, other",
        "message.sms.delivered, other",
        "message.iam.displayed, other",
        "message.live_activity.sent, other",
        "message.email.pondered, unknown",
    })
    void shouldMapEachKind(String kind, String expected) {
        assertThat(TypeAndReason.of(Normalizing.event(oneSignal, "{'event':{'kind':'" + kind + "'}}")))
                .isEqualTo(expected);
    }

    /** The template that the set-up names, with what OneSignal puts into it. */
    @Test
    void shouldReadTheBodyThatItsTemplateMakes() throws IOException {
        String body = Files.readString(Path.of("docs/examples/onesignal-body.liquid"))
                .replace("{{ event.kind }}", "message.email.failed")
                .replace("{{ event.timestamp }}", "1767690140")
                .replace("{{ user.subscription.subscription_token }}", "a@b.c")
                .replaceAll("\\{\\{ (?:event|message)\\.([\\w.]+) }}", "its $1");

        EmailEvent event = Normalizing.event(oneSignal, body);

        assertThat(event.id()).isEqualTo("onesignal:its id");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:20Z");
        assertThat(event.messageId()).isEqualTo("its id");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("its title");
        assertThat(event.campaign().name()).isEqualTo("its name");
        assertThat(event.campaign().templateId()).isEqualTo("its template_id");
        assertThat(event.reason().text()).isEqualTo("its data.failure_reason");
        assertThat(event.metadata()).containsOnlyKeys("external_id", "onesignal_id");
    }

    /** OneSignal's page offers its sample with two objects around the names, or without. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Event Data':{'event.kind':'message.email.failed','event.id':'e','event.data.failure_reason':'no',"
                        + "'event.timestamp':'1767690140'},'Message Data':{'message.id':'m','message.title':'t'}}",
                "{'event.kind':'message.email.failed','event.id':'e','event.data.failure_reason':'no',"
                        + "'event.timestamp':'1767690140','message.id':'m','message.title':'t'}",
            })
    void shouldReadTheSampleOfItsPage(String body) {
        EmailEvent event = Normalizing.event(oneSignal, body);

        assertThat(TypeAndReason.of(event)).isEqualTo("failed unknown");
        assertThat(event.id()).isEqualTo("onesignal:e");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:20Z");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.subject()).isEqualTo("t");
        assertThat(event.reason().text()).isEqualTo("no");
        assertThat(event.recipient()).isNull();
    }

    @Test
    void shouldNotTakeTheTextsOfAPushForASubject() {
        assertThat(Normalizing.event(
                                oneSignal, "{'event':{'kind':'message.push.sent'},'message':{'title':{'en':'Hi'}}}")
                        .subject())
                .isNull();
    }
}
