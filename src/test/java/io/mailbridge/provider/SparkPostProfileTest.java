package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkPostProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "injection            | processed",
                "delivery             | delivered",
                "delay                | deferred unknown",
                "bounce               | bounced undetermined unknown",
                "out_of_band          | bounced undetermined unknown",
                "policy_rejection     | dropped policy",
                "generation_rejection | dropped policy",
                "generation_failure   | failed rendering_error",
                "open                 | opened",
                "initial_open         | opened",
                "amp_open             | opened",
                "amp_initial_open     | opened",
                "click                | clicked",
                "amp_click            | clicked",
                "spam_complaint       | complained",
                "list_unsubscribe     | unsubscribed",
                "link_unsubscribe     | unsubscribed",
                "sms_status           | other",
                "relay_injection      | other",
                "relay_delivery       | other",
                "ab_test_completed    | other",
                "success              | unknown",
                "something_new        | unknown",
            })
    void shouldMapEachEventWhateverItsClass(String type, String expected) {
        assertThat(TypeAndReason.of(sparkPost("'type':'" + type + "'"))).isEqualTo(expected);
        assertThat(TypeAndReason.of(event("{'msys':{'new_event':{'type':'" + type + "'}}}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "error"})
    void shouldKnowTheEventsOfIngestByTheirClass(String type) {
        assertThat(TypeAndReason.of(event("{'msys':{'ingest_event':{'type':'" + type + "'}}}")))
                .isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1   | bounced undetermined unknown",
                "10  | bounced hard invalid_address",
                "20  | bounced soft unknown",
                "21  | bounced soft domain_invalid",
                "22  | bounced soft mailbox_full",
                "23  | bounced soft message_too_large",
                "24  | bounced soft timed_out",
                "25  | bounced block policy",
                "30  | bounced hard invalid_address",
                "40  | bounced soft unknown",
                "50  | bounced block reputation",
                "51  | bounced block reputation",
                "52  | bounced block spam_content",
                "53  | bounced block content_rejected",
                "54  | bounced block policy",
                "60  | auto_responded",
                "70  | bounced soft unknown",
                "80  | resubscribed",
                "90  | unsubscribed",
                "100 | auto_responded",
            })
    void shouldKnowEachBounceClass(String bounceClass, String expected) {
        assertThat(TypeAndReason.of(sparkPost("'type':'bounce','bounce_class':'" + bounceClass + "'")))
                .isEqualTo(expected);
        assertThat(TypeAndReason.of(sparkPost("'type':'out_of_band','bounce_class':" + bounceClass)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'bounce','bounce_class':'1','raw_reason':'550 5.1.1 no'      | bounced undetermined invalid_address",
                "'type':'out_of_band','bounce_class':'1','raw_reason':'550 5.1.1 no' | bounced undetermined invalid_address",
                "'type':'bounce','bounce_class':null,'raw_reason':'550 5.1.1 no'     | bounced hard invalid_address",
                "'type':'bounce','error_code':'452'                                  | bounced soft unknown",
                "'type':'bounce','bounce_class':'20','reason':'452 4.2.2 full'       | bounced soft mailbox_full",
                "'type':'delay','bounce_class':'22'                                  | deferred mailbox_full",
                "'type':'delay','raw_reason':'451 4.7.1 greylisted'                  | deferred greylisted",
                "'type':'policy_rejection','bounce_class':'25','reason':'550 5.7.1'  | dropped policy",
                "'type':'generation_rejection','bounce_class':'10'                   | dropped invalid_address",
            })
    void shouldMapTheReason(String members, String expected) {
        assertThat(TypeAndReason.of(sparkPost(members))).isEqualTo(expected);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = sparkPost("'type':'bounce','bounce_class':'10','error_code':'550',"
                + "'reason':'550 5.1.1 <...@...>','raw_reason':'550 5.1.1 <a@b.c>'");

        assertThat(event.bounce())
                .isEqualTo(new Bounce(event.bounce().type(), 550, "5.1.1", "550 5.1.1 <a@b.c>", "10"));
        assertThat(event.reason().text()).isEqualTo("550 5.1.1 <...@...>");
        assertThat(sparkPost("'type':'delay','raw_reason':'451 later'").reason().text())
                .isEqualTo("451 later");
    }

    @Test
    void shouldMapMessageAndRecipientAsTheSenderKnowsThem() {
        EmailEvent event = sparkPost("'type':'delivery','event_id':'9','message_id':'m','transmission_id':'t',"
                + "'rcpt_to':'alice@b.c','raw_rcpt_to':'Alice@b.c','campaign_id':'c','template_id':'r','subject':'Hi',"
                + "'rcpt_tags':['vip'],'rcpt_meta':{'order':1}");

        assertThat(event.id()).isEqualTo("sparkpost:9");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.messageId()).isEqualTo("t");
        assertThat(event.recipient()).isEqualTo("Alice@b.c");
        assertThat(event.campaign()).isEqualTo(new Campaign("c", null, "r"));
        assertThat(event.tags()).containsExactly("vip");
        assertThat(event.metadata()).hasToString("{order=1}");
        assertThat(sparkPost("'type':'open','message_id':'m','rcpt_to':'a@b.c','raw_rcpt_to':null"))
                .satisfies(open -> assertThat(open.messageId()).isEqualTo("m"))
                .satisfies(open -> assertThat(open.recipient()).isEqualTo("a@b.c"));
    }

    @Test
    void shouldMapTheFirstOpenAndMachines() {
        Engagement engagement = sparkPost("'type':'initial_open','ip_address':'192.0.2.1','user_agent':'UA',"
                        + "'geo_ip':{'country':'US','region':'CA','city':'Rome'},"
                        + "'user_agent_parsed':{'is_prefetched':true}")
                .engagement();

        assertThat(engagement)
                .isEqualTo(new Engagement(null, "192.0.2.1", "UA", new Geo("US", "CA", "Rome"), true, true));
        assertThat(sparkPost("'type':'open','geo_ip':null,'user_agent_parsed':null")
                        .engagement())
                .isNull();
        assertThat(sparkPost("'type':'click','target_link_url':'https://a.example'")
                        .engagement()
                        .url())
                .isEqualTo("https://a.example");
    }

    @Test
    void shouldTakeAnEmptyMessageForATest() {
        Normalized normalized = Normalizing.normalize(Normalizing.profile("sparkpost"), "[{'msys':{}}]");

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.setupMessages())
                .extracting(message -> message.kind().name())
                .containsExactly("ping");
    }

    /** SparkPost puts one event into each element; another form must not lose the second one. */
    @Test
    void shouldTakeEveryMemberAroundAnEvent() {
        Normalized normalized = Normalizing.normalize(
                Normalizing.profile("sparkpost"),
                "[{'msys':{'message_event':{'type':'delivery','event_id':'1'},'track_event':[{'type':'open',"
                        + "'event_id':'2'},{'type':'click','event_id':'3'}],'version':7,'none':null}}]");

        assertThat(normalized.events())
                .extracting(EmailEvent::providerEvent)
                .containsExactly("delivery", "open", "click");
        assertThat(normalized.rejected())
                .extracting(rejection -> new String(rejection.raw(), StandardCharsets.UTF_8))
                .containsExactly("7", "null");
    }

    @Test
    void shouldRejectOnlyWhatIsNoEvent() {
        Normalized normalized = Normalizing.normalize(
                Normalizing.profile("sparkpost"),
                "[{'cust':{}},{'msys':null},{'msys':{'message_event':null}},{'msys':{'relay_message':{'a':1}}},"
                        + "{'msys':{'message_event':{'type':'delivery'}},'cust':{'name':'x'}}]");

        assertThat(normalized.rejected()).hasSize(4);
        assertThat(normalized.events()).hasSize(1);
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile sparkPost = Normalizing.profile("sparkpost");

        assertThat(sparkPost.defaultAuth()).isEqualTo("basic");
        assertThat(sparkPost.answers().success()).isEqualTo(200);
        assertThat(sparkPost.answers().timeLimit()).isEqualTo("10s");
    }

    private static EmailEvent sparkPost(String members) {
        return event("{'msys':{'message_event':{" + members + "}}}");
    }

    private static EmailEvent event(String element) {
        return Normalizing.event(Normalizing.profile("sparkpost"), "[" + element + "]");
    }
}
