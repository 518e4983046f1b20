package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeptoMailProfileTest {
    private static final String TO_TWO =
            "'to':[{'email_address':{'address':'a@b.c'}},{'email_address':{'address':'d@e.f'}}]";
    private final Profile zeptoMail = Normalizing.profile("zeptomail");

    @ParameterizedTest
    @CsvSource({
        "delivered, delivered",
        "hardbounce, bounced hard unknown",
        "HardBounced, bounced hard unknown",
        "hard bounce, bounced hard unknown",
        "softbounce, bounced soft unknown",
        "soft bounce, bounced soft unknown",
        "email_open, opened",
        "email_link_click, clicked",
        "feedback_loop, complained",
        "feedbackloop, complained",
        "other_thing, unknown",
    })
    void shouldMapEachEventInEachShape(String name, String expected) {
        assertThat(events(name, "'to':[{'email_address':{'address':'a@b.c'}}]", "{}").stream()
                        .map(TypeAndReason::of))
                .containsExactly(expected);
        EmailEvent ofObjects = Normalizing.event(
                zeptoMail,
                "{'event_name':'" + name
                        + "','event_message':{'email_info':{'to':[{'email_address':{'address':'a@b.c'}}],"
                        + "'processed_time':'2026-01-06T09:02:03.000Z'},'event_data':{'details':{'reason':'r'}},"
                        + "'request_id':'m'},'webhook_request_id':'w'}");
        assertThat(TypeAndReason.of(ofObjects)).isEqualTo(expected);
        assertThat(ofObjects.recipient()).isEqualTo("a@b.c");
        assertThat(ofObjects.messageId()).isEqualTo("m");
    }

    @Test
    void shouldGiveABounceToItsRecipientOnly() {
        List<EmailEvent> events = events("hardbounce", TO_TWO, "{'bounced_recipient':'d@e.f'}");

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("d@e.f");
        assertThat(events.get(0).recipientAmbiguous()).isFalse();
    }

    @Test
    void shouldGiveAnOpenToEachRecipientAndSayThatItIsAmbiguous() {
        List<EmailEvent> events = events("email_open", TO_TWO, "{'time':'2026-01-06T09:03:20.000Z'}");

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(events).extracting(EmailEvent::recipientAmbiguous).containsOnly(true);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.engagement().first()).isTrue());
        assertThat(events).extracting(EmailEvent::id).doesNotHaveDuplicates();
    }

    /** All lists had one element in what was seen; nobody promises that. */
    @Test
    void shouldLoseNoneOfSeveralDetails() {
        List<EmailEvent> events = events(
                "hardbounce",
                TO_TWO,
                "{'bounced_recipient':'a@b.c','time':'2026-01-06T09:02:20.000Z'},"
                        + "{'bounced_recipient':'d@e.f','time':'2026-01-06T09:02:21.000Z'}");

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(events).extracting(EmailEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadAnEventWithoutDetails() {
        assertThat(events("delivered", TO_TWO, ""))
                .extracting(EmailEvent::recipient)
                .containsExactly("a@b.c", "d@e.f");
    }

    @Test
    void shouldReadAComplaint() {
        List<EmailEvent> events =
                events("any", "'object':'fbl_complaint'," + TO_TWO, "{'fblFrom':'a@b.c','ip':'192.0.2.1'}");

        assertThat(events).extracting(TypeAndReason::of).containsExactly("complained");
        assertThat(events.get(0).recipient()).isEqualTo("a@b.c");
        assertThat(events.get(0).engagement().ip()).isEqualTo("192.0.2.1");
    }

    private List<EmailEvent> events(String name, String info, String details) {
        Normalized normalized = Normalizing.normalize(
                zeptoMail,
                "{'event_name':['" + name + "'],'event_message':[{'email_info':{" + info
                        + ",'client_reference':'order-1','processed_time':'2026-01-06T09:02:03.000Z'},"
                        + "'event_data':[{'details':[" + details + "],'object':'x'}],'request_id':'m'}],"
                        + "'webhook_request_id':'w'}");
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events()).allSatisfy(event -> {
            assertThat(event.messageId()).isEqualTo("m");
            assertThat(event.metadata()).hasToString("{client_reference=\"order-1\"}");
        });
        return normalized.events();
    }
}
