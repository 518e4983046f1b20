package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandrillProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'send'                                   | sent",
                "'event':'delivered'                              | delivered",
                "'event':'deferral'                               | deferred unknown",
                "'event':'hard_bounce'                            | bounced hard unknown",
                "'event':'soft_bounce'                            | bounced soft unknown",
                "'event':'open'                                   | opened",
                "'event':'click'                                  | clicked",
                "'event':'spam'                                   | complained",
                "'event':'unsub'                                  | unsubscribed",
                "'event':'reject'                                 | dropped unknown",
                "'event':'inbound'                                | other",
                "'type':'blacklist','action':'add'                | suppression_changed",
                "'type':'whitelist','action':'remove'             | suppression_changed",
                "'event':'something_new'                          | unknown",
                "'event':'something_new','type':'blacklist'       | unknown",
            })
    void shouldMapEachEvent(String members, String expected) {
        assertThat(TypeAndReason.of(mandrill(members))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'bounce_description':'bad_mailbox'               | bounced hard invalid_address     | bounced soft invalid_address",
                "'bounce_description':'invalid_domain'            | bounced hard domain_invalid      | bounced soft domain_invalid",
                "'bounce_description':'mailbox_full'              | bounced hard mailbox_full        | bounced soft mailbox_full",
                "'bounce_description':'spam'                      | bounced block spam_content       | bounced block spam_content",
                "'bounce_description':'policy_related'            | bounced block policy             | bounced block policy",
                "'bounce_description':'general'                   | bounced hard unknown             | bounced soft unknown",
                "'bgtools_code':10                                | bounced hard invalid_address     | bounced soft invalid_address",
                "'bgtools_code':30                                | bounced hard invalid_address     | bounced soft invalid_address",
                "'bgtools_code':21                                | bounced hard domain_invalid      | bounced soft domain_invalid",
                "'bgtools_code':'22'                              | bounced hard mailbox_full        | bounced soft mailbox_full",
                "'bgtools_code':23                                | bounced hard message_too_large   | bounced soft message_too_large",
                "'bgtools_code':24                                | bounced hard timed_out           | bounced soft timed_out",
                "'bgtools_code':25                                | bounced block policy             | bounced block policy",
                "'bgtools_code':50                                | bounced block reputation         | bounced block reputation",
                "'bgtools_code':51                                | bounced block reputation         | bounced block reputation",
                "'bgtools_code':52                                | bounced block spam_content       | bounced block spam_content",
                "'bgtools_code':53                                | bounced block content_rejected   | bounced block content_rejected",
                "'bgtools_code':54                                | bounced block policy             | bounced block policy",
                "'bgtools_code':40,'diag':'smtp;550 5.1.1 no'     | bounced hard invalid_address     | bounced soft invalid_address",
            })
    void shouldKnowEachBounce(String members, String hard, String soft) {
        assertThat(TypeAndReason.of(mandrill("'event':'hard_bounce','msg':{" + members + "}")))
                .isEqualTo(hard);
        assertThat(TypeAndReason.of(mandrill("'event':'soft_bounce','msg':{" + members + "}")))
                .isEqualTo(soft);
    }

    @ParameterizedTest
    @CsvSource({
        "hard-bounce,     previously_bounced",
        "soft-bounce,     previously_bounced",
        "spam,            previously_complained",
        "unsub,           previously_unsubscribed",
        "custom,          suppressed",
        "invalid,         invalid_address",
        "invalid-sender,  policy",
        "unsigned,        policy",
        "rule,            policy",
        "test-mode-limit, quota",
        "something-new,   unknown",
    })
    void shouldKnowEachReasonOfADrop(String reason, String code) {
        EmailEvent event = mandrill("'event':'reject','msg':{'reject':{'reason':'" + reason + "'}}");

        assertThat(TypeAndReason.of(event)).isEqualTo("dropped " + code);
        assertThat(event.reason().text()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "450 4.7.1 Greylisted, greylisted",
        "451 4.7.1 Greylisted, greylisted",
        "421 4.7.0 Later, throttled",
        "450 4.7.0 Later, throttled",
        "451 4.7.0 Later, throttled",
        "452 4.2.2 Full, mailbox_full",
        "451 4.3.5 Later, unknown",
    })
    void shouldMapTheReasonOfADeferral(String answer, String code) {
        EmailEvent event =
                mandrill("'event':'deferral','msg':{'smtp_events':[{'diag':null},{'diag':'" + answer + "'}]}");

        assertThat(TypeAndReason.of(event)).isEqualTo("deferred " + code);
        assertThat(event.reason().text()).isEqualTo(answer);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = mandrill("'event':'hard_bounce','msg':{'bounce_description':'bad_mailbox','bgtools_code':10,"
                + "'diag':'smtp;550 5.1.1 no','smtp_events':[{'diag':'250 ok'}]}");

        assertThat(event.bounce())
                .isEqualTo(new Bounce(event.bounce().type(), 550, "5.1.1", "smtp;550 5.1.1 no", "bad_mailbox"));
        assertThat(event.reason().text()).isEqualTo("smtp;550 5.1.1 no");
    }

    @Test
    void shouldNotTakeAnEarlierAttemptForTheBounce() {
        EmailEvent event = mandrill("'event':'hard_bounce','msg':{'diag':'','smtp_events':[{'diag':'250 2.0.0 ok'}]}");

        assertThat(event.bounce().smtpCode()).isNull();
        assertThat(event.bounce().mtaResponse()).isNull();
    }

    @Test
    void shouldMapAnOpen() {
        EmailEvent event = mandrill("'event':'open','_id':'m1','ts':1767690200,'ip':'192.0.2.1','user_agent':'UA',"
                + "'location':{'country_short':'US','country':'United States','region':'California','city':'Rome'},"
                + "'msg':{'ts':1767690123,'email':'a@b.c','subject':'Hi','tags':['t'],'metadata':{'order':1},"
                + "'template':'receipt'}");

        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:03:20Z");
        assertThat(event.campaign()).isEqualTo(new Campaign(null, null, "receipt"));
        assertThat(event.engagement())
                .isEqualTo(new Engagement(null, "192.0.2.1", "UA", new Geo("US", "California", "Rome"), null, null));
        assertThat(event.tags()).containsExactly("t");
        assertThat(event.metadata()).hasToString("{order=1}");
    }

    @Test
    void shouldTakeTheNextBest() {
        EmailEvent event = mandrill(
                "'event':'click','url':'https://a.example','location':{'country':'Italy'}," + "'msg':{'_id':'m1'}");

        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.engagement())
                .isEqualTo(new Engagement("https://a.example", null, null, new Geo("Italy", null, null), null, null));
        assertThat(mandrill("'event':'reject','msg':{'reject':'custom'}")
                        .reason()
                        .text())
                .isEqualTo("custom");
        assertThat(mandrill("'event':'soft_bounce','msg':{'bgtools_code':22}")
                        .bounce()
                        .providerClass())
                .isEqualTo("22");
    }

    @Test
    void shouldTakeAnEventWithNothingInIt() {
        assertThat(mandrill("'event':'click','msg':null,'location':null").engagement())
                .isNull();
        assertThat(mandrill("'event':'click','msg':{'metadata':[],'tags':null}").metadata())
                .isEmpty();
    }

    @Test
    void shouldTellChangesOfTheListsApart() {
        String members = "'type':'blacklist','ts':1,'reject':{'email':'a@b.c'},'action':";

        assertThat(mandrill(members + "'add'").recipient()).isEqualTo("a@b.c");
        assertThat(mandrill(members + "'add'").id())
                .isNotEqualTo(mandrill(members + "'remove'").id());
        assertThat(mandrill("'event':'open','ip':'192.0.2.1'").id())
                .isNotEqualTo(mandrill("'event':'open','ip':'192.0.2.2'").id());
        assertThat(mandrill("'type':'whitelist','entry':{'email':'d@e.f'}").recipient())
                .isEqualTo("d@e.f");
    }

    @Test
    void shouldFindTheEventsInTheForm() {
        Profile mandrill = Normalizing.profile("mandrill");

        assertThat(new String(
                        mandrill.json("x=1&mandrill_events=%5B%7B%22a%22%3A%22b+c%22%7D%5D".getBytes(UTF_8)), UTF_8))
                .isEqualTo("[{\"a\":\"b c\"}]");
        assertThatThrownBy(() -> mandrill.json("events=%5B%5D".getBytes(UTF_8))).isInstanceOf(UnreadableBody.class);
        assertThat(Normalizing.normalize(mandrill, "[]").events()).isEmpty();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile mandrill = Normalizing.profile("mandrill");

        assertThat(mandrill.contentTypes()).containsExactly("application/x-www-form-urlencoded");
        assertThat(mandrill.defaultAuth()).isEqualTo("signature");
        assertThat(mandrill.signature().name()).isEqualTo("form-hmac");
        assertThat(mandrill.setup()).contains("public-url");
    }

    private static EmailEvent mandrill(String members) {
        return Normalizing.event(Normalizing.profile("mandrill"), "[{" + members + "}]");
    }
}
