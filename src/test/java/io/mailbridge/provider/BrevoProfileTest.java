package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrevoProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'request'                                            | processed",
                "'event':'delivered'                                          | delivered",
                "'event':'deferred'                                           | deferred unknown",
                "'event':'deferred','reason':'421 4.7.0 later'                | deferred throttled",
                "'event':'hard_bounce'                                        | bounced hard unknown",
                "'event':'hard_bounce','reason':'550 5.1.1 no such user'      | bounced hard invalid_address",
                "'event':'hard_bounce','reason':'550 5.7.1 refused'           | bounced hard reputation",
                "'event':'hard_bounce','reason':'mailbox full'                | bounced hard unknown",
                "'event':'hard_bounce','reason':' RecipientError: 550 5.1.1 no' | bounced hard invalid_address",
                "'event':'soft_bounce','reason':'RecipientError: full'        | bounced soft unknown",
                "'event':'soft_bounce'                                        | bounced soft unknown",
                "'event':'soft_bounce','reason':'452 4.2.2 over quota'        | bounced soft mailbox_full",
                "'event':'invalid_email'                                      | dropped invalid_address",
                "'event':'blocked','reason':'blocked : due to blacklist user' | dropped suppressed",
                "'event':'error','reason':'Template rendering error'          | failed unknown",
                "'event':'opened'                                             | opened",
                "'event':'unique_opened'                                      | opened",
                "'event':'proxy_open'                                         | opened",
                "'event':'unique_proxy_open'                                  | opened",
                "'event':'click'                                              | clicked",
                "'event':'spam'                                               | complained",
                "'event':'complaint'                                          | complained",
                "'event':'unsubscribe'                                        | unsubscribed",
                "'event':'unsubscribed'                                       | unsubscribed",
                "'event':'list_addition'                                      | resubscribed",
                "'event':'contact_updated'                                    | other",
                "'event':'contact_deleted'                                    | other",
                "'event':'something_new'                                      | unknown",
            })
    void shouldMapEachEvent(String members, String expected) {
        assertThat(TypeAndReason.of(brevo(members))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "opened,            , ",
        "unique_opened,     , true",
        "proxy_open,        true, ",
        "unique_proxy_open, true, true",
        "unique_clicked,    , ",
        "click,             , ",
    })
    void shouldMarkMachinesAndFirstTimes(String name, Boolean machine, Boolean first) {
        Engagement engagement =
                brevo("'event':'" + name + "','user_agent':'UA'").engagement();

        assertThat(engagement == null ? null : engagement.machine()).isEqualTo(machine);
        assertThat(engagement == null ? null : engagement.first()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'ts_event':1767690182,'ts_epoch':1767690181000,'ts':1767690183 | 2026-01-06T09:03:01Z",
                "'ts_event':1767690181,'ts':1767690183                         | 2026-01-06T09:03:01Z",
                "'ts_epoch':1767690181000                                     | 2026-01-06T09:03:01Z",
                "'ts_epoch':1767690181                                        | 2026-01-06T09:03:01Z",
                "'s_epoch':1767690181000                                      | 2026-01-06T09:03:01Z",
                "'ts':1767690181,'ts_event':null                              | 2026-01-06T09:03:01Z",
            })
    void shouldReadTheTimeWhereverItIs(String members, String time) {
        EmailEvent event = brevo("'event':'click','date':'2026-01-06 10:03:01'," + members);

        assertThat(event.occurredAt()).isEqualTo(time);
        assertThat(event.occurredAtEstimated()).isFalse();
    }

    @Test
    void shouldNotTakeLocalTimeForATime() {
        assertThat(brevo("'event':'click','date':'2026-01-06 10:03:01'").occurredAtEstimated())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tags':['a','b'],'tag':'c'                  | a,b",
                "'tag':'a'                                   | a",
                "'tag':'[\\u0022a\\u0022,\\u0022b\\u0022]'   | a,b",
                "'tag':['a']                                 | a",
                "'tag':'[broken'                             | [broken",
                "'tag':'','tags':null                        | \"\"",
            })
    void shouldTakeTagsInEachForm(String members, String tags) {
        assertThat(String.join(",", brevo("'event':'click'," + members).tags())).isEqualTo(tags);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'{\\u0022order\\u0022:1}' | {order=1}",
                "'1001'                    | {X-Mailin-custom='1001'}",
                "{'order':1}               | {order=1}",
                "''                        | {}",
                "null                      | {}",
            })
    void shouldTakeTheSendersHeader(String header, String metadata) {
        assertThat(brevo("'event':'click','X-Mailin-custom':" + header)
                        .metadata()
                        .toString()
                        .replace('"', '\''))
                .isEqualTo(metadata);
    }

    @Test
    void shouldNotTakeTheWebhooksIdForTheEvents() {
        EmailEvent event = brevo("'event':'click','id':948562,'message-id':'<m@x>','email':'a@b.c','subject':'Hi',"
                + "'template_id':22,'camp_id':7,'campaign name':'Spring','link':'https://a.example','user_agent':'UA'");

        assertThat(event.id()).matches("brevo:[0-9a-f]{64}");
        assertThat(event.messageId()).isEqualTo("<m@x>");
        assertThat(event.smtpMessageId()).isEqualTo("<m@x>");
        assertThat(event.campaign()).isEqualTo(new Campaign("7", "Spring", "22"));
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.engagement()).isEqualTo(new Engagement("https://a.example", null, "UA", null, null, null));
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = brevo("'event':'hard_bounce','reason':'550 5.1.1 no'");

        assertThat(event.bounce()).isEqualTo(new Bounce(event.bounce().type(), 550, "5.1.1", "550 5.1.1 no", null));
        assertThat(event.reason().text()).isEqualTo("550 5.1.1 no");
        assertThat(brevo("'event':'hard_bounce','reason':' RecipientError: 550 5.5.0 no'")
                        .bounce())
                .isEqualTo(new Bounce(event.bounce().type(), 550, "5.5.0", "550 5.5.0 no", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[34,12] | 34", "34 | 34"})
    void shouldMapTheList(String list, String id) {
        assertThat(brevo("'event':'list_addition','list_id':" + list)
                        .subscription()
                        .listId())
                .isEqualTo(id);
    }

    @Test
    void shouldTakeOneEventOrAList() {
        assertThat(Normalizing.normalize(Normalizing.profile("brevo"), "[{'event':'request'},{'event':'spam'}]")
                        .events())
                .extracting(EmailEvent::type)
                .containsExactly(EventType.PROCESSED, EventType.COMPLAINED);
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile brevo = Normalizing.profile("brevo");

        assertThat(brevo.defaultAuth()).isEqualTo("basic");
        assertThat(brevo.answers().overload()).isEqualTo(429);
    }

    private static EmailEvent brevo(String members) {
        return Normalizing.event(Normalizing.profile("brevo"), "{" + members + "}");
    }
}
