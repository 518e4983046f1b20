package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailgunProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'accepted'                                                      | processed",
                "'event':'delivered'                                                     | delivered",
                "'event':'opened'                                                        | opened",
                "'event':'clicked'                                                       | clicked",
                "'event':'complained'                                                    | complained",
                "'event':'unsubscribed'                                                  | unsubscribed",
                "'event':'stored'                                                        | other",
                "'event':'list_member_uploaded'                                          | other",
                "'event':'list_member_upload_error'                                      | other",
                "'event':'list_uploaded'                                                 | other",
                "'event':'rejected','reject':{'reason':'Sandbox only.'}                  | dropped unknown",
                "'event':'FAILED','severity':'Temporary'                                 | deferred unknown",
                "'event':'something_new'                                                 | unknown",
            })
    void shouldMapEachEvent(String members, String meaning) {
        assertThat(TypeAndReason.of(mailgun(members))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'severity':'permanent','reason':'suppress-bounce'                       | dropped previously_bounced",
                "'severity':'permanent','reason':'suppress-complaint'                    | dropped previously_complained",
                "'severity':'permanent','reason':'suppress-unsubscribe'                  | dropped previously_unsubscribed",
                "'severity':'permanent','reason':'suppress-new'                          | dropped suppressed",
                "'severity':'permanent','delivery-status':{'code':605}                   | dropped previously_bounced",
                "'severity':'permanent','delivery-status':{'code':606}                   | dropped previously_unsubscribed",
                "'severity':'permanent','delivery-status':{'code':'607'}                 | dropped previously_complained",
                "'severity':'permanent','reason':'generic','delivery-status':{'code':625} | dropped reputation",
                "'severity':'permanent','reason':'generic','delivery-status':{'code':550} | bounced hard unknown",
                "'severity':'permanent','reason':'bounce','delivery-status':{'code':550,'enhanced-code':'5.1.1'} | bounced hard invalid_address",
                "'severity':'permanent','reason':'bounce','delivery-status':{'bounce-code':'5.2.2'} | bounced hard mailbox_full",
                "'severity':'permanent','delivery-status':{'enhanced-code':'5.7.1'}      | bounced hard reputation",
                "'severity':'permanent','reason':'hardfail'                              | bounced hard unknown",
                "'severity':'permanent','reason':'espblock','delivery-status':{'code':550} | bounced block reputation",
                "'severity':'permanent','reason':'old','delivery-status':{'code':421}    | bounced soft timed_out",
                "'severity':'permanent','reason':'generic','delivery-status':{'code':498} | bounced hard domain_invalid",
                "'severity':'permanent','reason':'generic','delivery-status':{'code':499} | bounced hard domain_invalid",
                "'severity':'permanent','reason':'blacklisted','delivery-status':{'code':554} | bounced hard unknown",
                "'severity':'permanent','reason':'unknown'                               | bounced undetermined unknown",
                "'severity':'permanent','delivery-status':null                           | bounced undetermined unknown",
                "'severity':'permanent','delivery-status':{'message':'No MX for b.c'}    | bounced undetermined unknown",
                "'severity':null                                                         | bounced undetermined unknown",
                "'delivery-status':{'code':452}                                          | bounced soft unknown",
                "'severity':'temporary','reason':'greylisted'                            | deferred greylisted",
                "'severity':'temporary','reason':'espblock'                              | deferred reputation",
                "'severity':'temporary','delivery-status':{'message':'smtp; 452 4.2.2 full'} | deferred mailbox_full",
                "'severity':'temporary','delivery-status':{'code':498}                   | deferred domain_invalid",
            })
    void shouldMapAFailure(String members, String meaning) {
        assertThat(TypeAndReason.of(mailgun("'event':'failed'," + members))).isEqualTo(meaning);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = mailgun("'event':'failed','severity':'permanent','reason':'generic',"
                + "'delivery-status':{'code':550,'enhanced-code':'5.1.1','message':'550-5.1.1 No such user'}");

        assertThat(event.bounce())
                .isEqualTo(new Bounce(event.bounce().type(), 550, "5.1.1", "550-5.1.1 No such user", "generic"));
        assertThat(event.reason().text()).isEqualTo("550-5.1.1 No such user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'failed','delivery-status':{'message':'','description':'Bounced before'},'reason':'x' | Bounced before",
                "'event':'failed','delivery-status':null,'reason':'old'                                       | old",
                "'event':'rejected','reject':{'reason':'Sandbox only.','description':'x'}                     | Sandbox only.",
                "'event':'rejected','reject':{'reason':'','description':'No credit'}                          | No credit",
            })
    void shouldMapTheReasonInWords(String members, String text) {
        assertThat(mailgun(members).reason().text()).isEqualTo(text);
    }

    @Test
    void shouldMakeTheIdUniqueBeyondADay() {
        assertThat(mailgun(
                                "'event':'opened','recipient':'a@b.c','id':'Ase7i2zsRYeDXztHGENqRA','timestamp':1767690200.042277")
                        .id())
                .isEqualTo("mailgun:Ase7i2zsRYeDXztHGENqRA:1767690200.042277");
        assertThat(mailgun("'event':'opened','recipient':'a@b.c','id':'Ase7i2zsRYeDXztHGENqRA'")
                        .id())
                .matches("mailgun:[0-9a-f]{64}");
    }

    @Test
    void shouldFindTheRecipientOfARejectedMessage() {
        assertThat(mailgun("'event':'rejected','recipient':null,'message':{'headers':{'to':'a@b.c'}}")
                        .recipient())
                .isEqualTo("a@b.c");
        assertThat(mailgun("'event':'opened','recipient':'a@b.c','message':{'headers':{'to':'d@e.f, a@b.c'}}")
                        .recipient())
                .isEqualTo("a@b.c");
        assertThat(mailgun("'event':'rejected','message':null").recipient()).isNull();
        assertThat(mailgun("'event':'delivered','recipient':'Alice <a@b.c>'").recipient())
                .isEqualTo("a@b.c");
    }

    @Test
    void shouldGiveAnEventForEachRecipientOfARejectedMessage() {
        List<EmailEvent> events = Normalizing.normalize(
                        Normalizing.profile("mailgun"),
                        "{'event-data':{'event':'rejected','id':'i','timestamp':1767690200.5,'message':{'headers':"
                                + "{'to':'\\u0022Doe, Alice\\u0022 <a@b.c>, d@e.f'}}}}")
                .events();

        assertThat(events).extracting(EmailEvent::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(events)
                .extracting(EmailEvent::id)
                .containsExactly("mailgun:i:1767690200.5:0", "mailgun:i:1767690200.5:1");
    }

    @Test
    void shouldMapWhoOpenedIt() {
        Engagement engagement = mailgun("'event':'clicked','ip':'192.0.2.1','url':'https://a.example',"
                        + "'geolocation':{'country':'US','region':'CA','city':'Rome'},"
                        + "'client-info':{'user-agent':'UA','bot':'','client-type':'browser'}")
                .engagement();

        assertThat(engagement)
                .isEqualTo(new Engagement(
                        "https://a.example", "192.0.2.1", "UA", new Geo("US", "CA", "Rome"), null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'client-info':{'bot':'apple'}           | true",
                "'client-info':{'client-type':'robot'}   | true",
                "'client-info':{'bot':null},'ip':'::1'   | ",
                "'client-info':[],'ip':'::1'             | ",
            })
    void shouldMarkMachines(String members, Boolean machine) {
        assertThat(mailgun("'event':'opened'," + members).engagement().machine())
                .isEqualTo(machine);
        assertThat(mailgun("'event':'clicked'," + members).engagement().machine())
                .isEqualTo(machine);
    }

    @Test
    void shouldMapMessageCampaignAndTags() {
        EmailEvent event = mailgun("'event':'delivered','tags':['a','b'],'campaigns':[{'id':'c1','name':'Spring'}],"
                + "'template':{'name':'receipt'},'message':{'headers':{'message-id':'m@x','subject':'Hi'}}");

        assertThat(event.tags()).containsExactly("a", "b");
        assertThat(event.campaign()).isEqualTo(new Campaign("c1", "Spring", "receipt"));
        assertThat(event.messageId()).isEqualTo("m@x");
        assertThat(event.smtpMessageId()).isEqualTo("m@x");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(mailgun("'event':'delivered','campaigns':['c2']").campaign().id())
                .isEqualTo("c2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a':1,'b':'x'}          | {a=1, b='x'}",
                "'{\\u0022a\\u0022:1}'    | {a=1}",
                "'{\\u0022a\\u0022:1,...' | {user-variables='{\\'a\\':1,...'}",
                "null                     | {}",
                "{}                       | {}",
            })
    void shouldTakeUserVariables(String variables, String metadata) {
        assertThat(mailgun("'event':'opened','user-variables':" + variables)
                        .metadata()
                        .toString()
                        .replace('"', '\''))
                .isEqualTo(metadata);
    }

    @Test
    void shouldRejectABodyWithoutAnEvent() {
        Profile mailgun = Normalizing.profile("mailgun");

        assertThat(Normalizing.normalize(mailgun, "{'signature':{}}").rejected())
                .extracting(Rejection::reason)
                .hasSize(1);
        assertThat(Normalizing.normalize(mailgun, "{'event-data':{'event':null}}")
                        .rejected())
                .extracting(Rejection::reason)
                .containsExactly("no_event_name");
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile mailgun = Normalizing.profile("mailgun");

        assertThat(mailgun.defaultAuth()).isEqualTo("signature");
        assertThat(mailgun.signature().name()).isEqualTo("hmac-in-body");
        assertThat(mailgun.answers().never()).containsExactly(406);
        assertThat(mailgun.setup()).contains("signing key");
    }

    private static EmailEvent mailgun(String members) {
        return Normalizing.event(Normalizing.profile("mailgun"), "{'signature':{},'event-data':{" + members + "}}");
    }
}
