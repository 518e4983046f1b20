package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.EmailEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which recipients an event of SES is about: one event is often about several, and not always about all who got the
 * message.
 */
class AmazonSesRecipientsTest {

    @Test
    void shouldGiveEachRecipientAnEvent() {
        List<EmailEvent> events = all("'eventType':'Bounce','bounce':{'bounceType':'Permanent','bouncedRecipients':["
                + "{'emailAddress':'a@b.c','status':'5.1.1','diagnosticCode':'smtp; 550 5.1.1 no'},"
                + "{'emailAddress':'d@e.f','status':'5.7.1'},{},null]},"
                + "'mail':{'messageId':'m','destination':['a@b.c','d@e.f','g@h.i']}");

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f", null, null);
        assertThat(events).extracting(EmailEvent::id).doesNotHaveDuplicates();
        assertThat(events).extracting(EmailEvent::recipientAmbiguous).containsOnly(false);
        assertThat(events.get(0).bounce())
                .isEqualTo(new Bounce(events.get(0).bounce().type(), 550, "5.1.1", "smtp; 550 5.1.1 no", "Permanent"));
        assertThat(events.get(0).reason().text()).isEqualTo("smtp; 550 5.1.1 no");
        assertThat(events.get(1).bounce().enhancedCode()).isEqualTo("5.7.1");
        assertThat(ses("'eventType':'Bounce','bounce':{'bounceType':'Transient','bounceSubType':'General'}")
                        .bounce()
                        .providerClass())
                .isEqualTo("General");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'eventType':'Bounce','bounce':{'bouncedRecipients':[{'emailAddress':'a@b.c'}]}",
                "'eventType':'Complaint','complaint':{'complainedRecipients':[{'emailAddress':'a@b.c'}]}",
                "'eventType':'Delivery','delivery':{'recipients':['a@b.c']}",
                "'eventType':'DeliveryDelay','deliveryDelay':{'delayedRecipients':[{'emailAddress':'a@b.c'}]}",
            })
    void shouldNotTakeWhomItWasSentToForWhomItIsAbout(String members) {
        assertThat(ses(members + ",'mail':{'destination':['d@e.f','a@b.c']}").recipient())
                .isEqualTo("a@b.c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'eventType':'Send'                                                              | false",
                "'eventType':'Reject'                                                            | false",
                "'eventType':'Delivery','delivery':{'recipients':['a@b.c','d@e.f']}              | false",
                "'eventType':'Delivery','delivery':{'recipients':[]}                             | true",
                "'eventType':'Bounce','bounce':{'bouncedRecipients':null}                        | true",
                "'eventType':'DeliveryDelay'                                                     | true",
                "'eventType':'Open'                                                              | true",
                "'eventType':'Click'                                                             | true",
                "'eventType':'Subscription'                                                      | true",
                "'eventType':'Complaint','complaint':{'complainedRecipients':[{'emailAddress':'a@b.c'},{'emailAddress':'d@e.f'}]} | true",
            })
    void shouldSayWhereTheRecipientIsNotCertain(String members, boolean ambiguous) {
        List<EmailEvent> events = all(members + ",'mail':{'destination':['a@b.c','d@e.f']}");

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(events).extracting(EmailEvent::recipientAmbiguous).containsOnly(ambiguous);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'eventType':'Bounce','bounce':{'bouncedRecipients':[{'emailAddress':'A <a@b.c>'},{'emailAddress':'d@e.f'}]}",
                "'eventType':'Complaint','complaint':{'complainedRecipients':[{'emailAddress':'<a@b.c>'},{'emailAddress':'D <d@e.f>'}]}",
                "'eventType':'Delivery','delivery':{'recipients':['\\u0022B, A\\u0022 <a@b.c>','d@e.f']}",
                "'eventType':'Send','mail':{'destination':['A <a@b.c>, d@e.f']}",
                "'eventType':'Send','mail':{'destination':'A <a@b.c>, d@e.f'}",
                "'eventType':'Send','mail':{'commonHeaders':{'to':['A <a@b.c>, d@e.f']}}",
            })
    void shouldTakeAddressesWithoutNames(String members) {
        assertThat(all(members)).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
    }

    @Test
    void shouldBeCertainOfAnOnlyRecipient() {
        assertThat(ses("'eventType':'Open','mail':{'destination':['a@b.c']}").recipientAmbiguous())
                .isFalse();
        assertThat(ses("'eventType':'Open','mail':{'destination':[]}").recipient())
                .isNull();
        assertThat(ses("'eventType':'Open','mail':null").recipient()).isNull();
    }

    private static EmailEvent ses(String members) {
        return Normalizing.event(Normalizing.profile("amazon-ses"), "{" + members + "}");
    }

    private static List<EmailEvent> all(String members) {
        return Normalizing.normalize(Normalizing.profile("amazon-ses"), "{" + members + "}")
                .events();
    }
}
