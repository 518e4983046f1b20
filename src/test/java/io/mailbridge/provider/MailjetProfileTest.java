package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Geo;
import io.mailbridge.event.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailjetProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'sent'                                                    | delivered",
                "'event':'open'                                                    | opened",
                "'event':'click'                                                   | clicked",
                "'event':'spam','source':'JMRPP'                                   | complained",
                "'event':'unsub'                                                   | unsubscribed",
                "'event':'blocked'                                                 | dropped unknown",
                "'event':'bounce','hard_bounce':true                               | bounced hard unknown",
                "'event':'bounce','hard_bounce':false                              | bounced soft unknown",
                "'event':'bounce','hard_bounce':1                                  | bounced hard unknown",
                "'event':'bounce','hard_bounce':'0'                                | bounced soft unknown",
                "'event':'bounce'                                                  | bounced undetermined unknown",
                "'event':'bounce','hard_bounce':null,'comment':'450 4.2.2 full'    | bounced soft mailbox_full",
                "'event':'bounce','hard_bounce':true,'error_related_to':'spam'     | bounced block unknown",
                "'event':'bounce','hard_bounce':false,'error':'greylisted'         | deferred greylisted",
                "'event':'bounce','hard_bounce':0,'error':'greylisted'             | deferred greylisted",
                "'event':'bounce','hard_bounce':true,'error':'greylisted'          | bounced hard greylisted",
                "'event':'blocked','error_related_to':'content'                    | failed rendering_error",
                "'event':'something_new'                                           | unknown",
            })
    void shouldMapEachEvent(String members, String meaning) {
        assertThat(TypeAndReason.of(mailjet(members))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipient | user unknown               | bounced hard invalid_address     | dropped invalid_address",
                "recipient | mailbox inactive           | bounced hard mailbox_inactive    | dropped mailbox_inactive",
                "recipient | quota exceeded             | bounced hard mailbox_full        | dropped mailbox_full",
                "recipient | blacklisted                | bounced hard suppressed          | dropped suppressed",
                "recipient | spam reporter              | bounced hard previously_complained | dropped previously_complained",
                "domain    | invalid domain             | bounced hard domain_invalid      | dropped domain_invalid",
                "domain    | no mail host               | bounced hard domain_invalid      | dropped domain_invalid",
                "domain    | relay/access denied        | bounced hard policy              | dropped policy",
                "domain    | greylisted                 | bounced hard greylisted          | dropped greylisted",
                "domain    | typofix                    | bounced hard invalid_address     | dropped invalid_address",
                "content   | bad or empty template      | bounced hard rendering_error     | failed rendering_error",
                "content   | error in template language | bounced hard rendering_error     | failed rendering_error",
                "spam      | sender blocked             | bounced block reputation         | dropped reputation",
                "spam      | content blocked            | bounced block content_rejected   | dropped content_rejected",
                "spam      | policy issue               | bounced block policy             | dropped policy",
                "system    | system issue               | bounced hard unknown             | dropped unknown",
                "system    | protocol issue             | bounced hard unknown             | dropped unknown",
                "system    | connection issue           | bounced hard unknown             | dropped unknown",
                "mailjet   | preblocked                 | bounced hard suppressed          | dropped suppressed",
                "mailjet   | duplicate in campaign      | bounced hard duplicate           | dropped duplicate",
            })
    void shouldKnowEachError(String relatedTo, String error, String bounce, String blocked) {
        String why = ",'error_related_to':'" + relatedTo + "','error':'" + error + "'";

        assertThat(TypeAndReason.of(mailjet("'event':'bounce','hard_bounce':true" + why)))
                .isEqualTo(bounce);
        assertThat(TypeAndReason.of(mailjet("'event':'blocked'" + why))).isEqualTo(blocked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'event':'blocked','error':'','error_related_to':'content'                      | failed rendering_error  | content",
                "'event':'blocked','error':'','error_related_to':'mailjet'                      | dropped unknown         | mailjet",
                "'event':'bounce','hard_bounce':true,'error':'','error_related_to':'recipient'  | bounced hard unknown    | recipient",
                "'event':'bounce','hard_bounce':false,'error':null,'error_related_to':'spam'    | bounced block unknown   | spam",
                "'event':'bounce','error':' ','error_related_to':'domain','comment':'550 5.1.2 no' | bounced hard domain_invalid | 550 5.1.2 no",
            },
            quoteCharacter = '"')
    void shouldKnowWhatAnErrorWithoutANameIsRelatedTo(String members, String meaning, String text) {
        EmailEvent event = mailjet(members);

        assertThat(TypeAndReason.of(event)).isEqualTo(meaning);
        assertThat(event.reason().text()).isEqualTo(text);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = mailjet(
                "'event':'bounce','hard_bounce':true,'error':'system issue'," + "'comment':'550 5.1.1 No such user'");

        assertThat(event.bounce())
                .isEqualTo(new Bounce(event.bounce().type(), 550, "5.1.1", "550 5.1.1 No such user", "system issue"));
        assertThat(mailjet("'event':'blocked','error':'preblocked','comment':' '")
                        .reason()
                        .text())
                .isEqualTo("preblocked");
        assertThat(event.reason().text()).isEqualTo("550 5.1.1 No such user");
        assertThat(mailjet("'event':'bounce','error':'','error_related_to':'domain'")
                        .bounce()
                        .providerClass())
                .isEqualTo("domain");
    }

    @Test
    void shouldMapMessageCampaignAndList() {
        EmailEvent event = mailjet("'event':'unsub','MessageID':1152921528414512345,'email':'a@b.c','mj_list_id':1,"
                + "'mj_campaign_id':7257,'customcampaign':'Spring','ip':'192.0.2.1','geo':'US','agent':'UA'");

        assertThat(event.messageId()).isEqualTo("1152921528414512345");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(mailjet("'event':'sent','mj_message_id':'7'").messageId()).isEqualTo("7");
        assertThat(mailjet("'event':'sent','Message_GUID':'1ab2'").messageId()).isEqualTo("1ab2");
        assertThat(mailjet("'event':'click','url':'https://a.example'")
                        .engagement()
                        .url())
                .isEqualTo("https://a.example");
        assertThat(event.campaign()).isEqualTo(new Campaign("7257", "Spring", null));
        assertThat(event.subscription()).isEqualTo(new Subscription(null, "1", null));
        assertThat(event.engagement())
                .isEqualTo(new Engagement(null, "192.0.2.1", "UA", new Geo("US", null, null), null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Payload':'{\\u0022a\\u0022:1}','CustomID':'o-1'  | {a=1, CustomID='o-1'}",
                "'Payload':'plain','CustomID':''                   | {Payload='plain'}",
                "'Payload':'{broken'                               | {Payload='{broken'}",
                "'Payload':'[]','CustomID':null                    | {}",
                "'mj_contact_id':4                                 | {}",
            })
    void shouldTakeTheSendersOwn(String members, String metadata) {
        assertThat(mailjet("'event':'open'," + members).metadata().toString().replace('"', '\''))
                .isEqualTo(metadata);
    }

    @Test
    void shouldTakeOneEventOrAList() {
        Profile profile = Normalizing.profile("mailjet");

        assertThat(Normalizing.normalize(profile, "[{'event':'sent'},{'event':'spam'}]")
                        .events())
                .extracting(EmailEvent::type)
                .containsExactly(EventType.DELIVERED, EventType.COMPLAINED);
        assertThat(Normalizing.normalize(profile, "{'event':'sent'}").events()).hasSize(1);
        assertThat(Normalizing.normalize(profile, "[{'event':'sent','MessageID':1},{'event':'sent','MessageID':2}]")
                        .events())
                .extracting(EmailEvent::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile profile = Normalizing.profile("mailjet");

        assertThat(profile.defaultAuth()).isEqualTo("basic");
        assertThat(profile.signature()).isNull();
        assertThat(profile.answers().success()).isEqualTo(200);
        assertThat(profile.answers().retries()).contains("suspended");
    }

    private static EmailEvent mailjet(String members) {
        return Normalizing.event(Normalizing.profile("mailjet"), "{" + members + "}");
    }
}
