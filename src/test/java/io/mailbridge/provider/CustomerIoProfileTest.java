package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerIoProfileTest {
    private final Profile customerIo = Normalizing.profile("customerio");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email    | drafted                             | other",
                "email    | attempted                           | deferred unknown",
                "email    | sent                                | sent",
                "email    | delivered                           | delivered",
                "email    | opened                              | opened",
                "email    | human_opened                        | opened",
                "email    | clicked                             | clicked",
                "email    | human_clicked                       | clicked",
                "email    | converted                           | other",
                "email    | bounced                             | bounced undetermined unknown",
                "email    | deferred                            | deferred unknown",
                "email    | dropped                             | dropped unknown",
                "email    | spammed                             | complained",
                "email    | failed                              | failed unknown",
                "email    | undeliverable                       | dropped unknown",
                "email    | unsubscribed                        | unsubscribed",
                "email    | subscribed                          | resubscribed",
                "email    | cio_subscription_preferences_changed | other",
                "email    | forwarded                           | unknown",
                "customer | subscribed                          | resubscribed",
                "customer | unsubscribed                        | unsubscribed",
                "customer | cio_subscription_preferences_changed | other",
                "customer | delivered                           | unknown",
                "push     | delivered                           | other",
                "sms      | bounced                             | other",
                "slack    | sent                                | other",
                "webhook  | failed                              | other",
                "in_app   | opened                              | other",
                "whatsapp | unsubscribed                        | other",
            })
    void shouldMapEachEventOfEachObject(String object, String metric, String expected) {
        EmailEvent event = customerIo("'object_type':'" + object + "','metric':'" + metric + "'", "");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(metric);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bounced       | 550 5.1.1 user unknown   | bounced hard invalid_address",
                "bounced       | 552 5.2.2 full           | bounced hard mailbox_full",
                "bounced       | 450 4.2.2 full           | bounced soft mailbox_full",
                "bounced       | user unknown             | bounced undetermined unknown",
                "deferred      | 451 4.7.1 later          | deferred greylisted",
                "attempted     | temporary failure: 451 4.7.1 later | deferred unknown",
                "undeliverable | frequency limit reached  | dropped unknown",
                "failed        | liquid syntax error      | failed unknown",
            })
    void shouldMapTheReasonFromTheServersCodes(String metric, String message, String expected) {
        EmailEvent event = email(metric, "'failure_message':'" + message + "'");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.reason().text()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "opened        | 'machine':true  | true",
                "opened        | 'machine':false | false",
                "opened        | 'machine':null  |",
                "human_opened  | 'machine':null  | false",
                "human_clicked | 'x':1           | false",
                "clicked       | 'machine':true  | true",
            })
    void shouldMapWhetherAMachineDidIt(String metric, String machine, Boolean expected) {
        assertThat(email(metric, "'href':'https://a.example'," + machine).engagement())
                .isEqualTo(new Engagement("https://a.example", null, null, null, expected, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign_id", "broadcast_id", "newsletter_id", "transactional_message_id"})
    void shouldMapTheCampaignOfEachKind(String name) {
        assertThat(email("sent", "'" + name + "':9").campaign()).isEqualTo(new Campaign("9", null, null));
    }

    @Test
    void shouldMapMessageAndPerson() {
        EmailEvent event = customerIo(
                "'object_type':'email','metric':'sent','event_id':'e','timestamp':1767690120",
                "'delivery_id':'m','recipient':'a@b.c','subject':'Hi','customer_id':'7','action_id':36,"
                        + "'identifiers':{'id':'7','email':'old@b.c','cio_id':'c'}");

        assertThat(event.id()).isEqualTo("customerio:e");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:02:00Z");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.metadata()).hasToString("{customer_id=\"7\", action_id=36}");
    }

    @Test
    void shouldFindTheAddressWhereverItIs() {
        assertThat(email("sent", "'email_address':'a@b.c','identifiers':{'email':'d@e.f'}")
                        .recipient())
                .isEqualTo("a@b.c");
        assertThat(email("sent", "'recipient':'','identifiers':{'email':'d@e.f'}")
                        .recipient())
                .isEqualTo("d@e.f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "'text'", "{'identifiers':null,'recipient':null,'failure_message':{}}"})
    void shouldTolerateAnEventWithoutData(String data) {
        EmailEvent event =
                Normalizing.event(customerIo, "{'object_type':'email','metric':'bounced','data':" + data + "}");

        assertThat(TypeAndReason.of(event)).isEqualTo("bounced undetermined unknown");
        assertThat(event.recipient()).isNull();
        assertThat(event.metadata()).isEmpty();
        assertThat(TypeAndReason.of(Normalizing.event(customerIo, "{'metric':'sent'}")))
                .isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "subscribed, resubscribed",
        "unsubscribed, unsubscribed",
        "cio_subscription_preferences_changed, other",
    })
    void shouldKnowTheEventsOfPeopleWithoutAnObjectType(String metric, String expected) {
        assertThat(TypeAndReason.of(Normalizing.event(customerIo, "{'metric':'" + metric + "'}")))
                .isEqualTo(expected);
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        assertThat(customerIo.defaultAuth()).isEqualTo("signature");
        assertThat(customerIo.signature().name()).isEqualTo("hmac");
        assertThat(customerIo.answers().of(500)).isEqualTo(503);
        assertThat(customerIo.answers().of(401)).isEqualTo(401);
        assertThat(customerIo.answers().timeLimit()).isEqualTo("4s");
    }

    private EmailEvent email(String metric, String data) {
        return customerIo("'object_type':'email','metric':'" + metric + "'", data);
    }

    private EmailEvent customerIo(String members, String data) {
        return Normalizing.event(customerIo, "{" + members + ",'data':{" + data + "}}");
    }
}
