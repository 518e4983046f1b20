package io.mailbridge.provider;

import static io.mailbridge.provider.Normalizing.sendGrid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendGridProfileTest {

    @ParameterizedTest
    @CsvSource({
        "processed, processed",
        "dropped, dropped",
        "delivered, delivered",
        "deferred, deferred",
        "bounce, bounced",
        "open, opened",
        "click, clicked",
        "spamreport, complained",
        "spam report, complained",
        "unsubscribe, unsubscribed",
        "group_unsubscribe, unsubscribed",
        "group_resubscribe, resubscribed",
        "account_status_change, account",
        "Delivered, delivered",
        "bounced, unknown",
        "something_new, unknown",
    })
    void shouldMapEachEvent(String name, String type) {
        EmailEvent event = sendGrid("'event':'" + name + "'");

        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'bounce'                                                               | hard",
                "'type':'blocked'                                                              | block",
                "'type':'expired'                                                              | soft",
                "'type':'expired','reason':'no answer for 72 hours'                            | soft",
                "'type':'blocked','status':'4.2.2'                                             | block",
                "'type':'blocked','bounce_classification':'Invalid Address'                    | block",
                "'type':'bounce','bounce_classification':'Mailbox Unavailable','status':'5.2.1' | soft",
                "'type':'bounce','status':'4.2.2'                                              | soft",
                "'type':'bounce','status':'5.1.1','reason':'450 odd'                           | hard",
                "'type':'bounce','reason':'452 4.2.2 full'                                     | soft",
                "'type':'bounce','reason':'450 busy'                                           | soft",
                "'type':'bounce','reason':'4 mails bounced'                                    | hard",
                "'status':'5.1.1'                                                              | hard",
                "'status':'5.7.1'                                                              | block",
                "'reason':'421 later'                                                          | soft",
                "'reason':'550 no'                                                             | hard",
                "'reason':'mailbox does not exist 550 5.1.1'                                   | undetermined",
                "'bounce_classification':'Unclassified'                                        | undetermined",
                "'type':7                                                                      | undetermined",
            })
    void shouldMapTheBounceType(String members, String bounceType) {
        assertThat(sendGrid("'event':'bounce'," + members).bounce().type().wireName())
                .isEqualTo(bounceType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'bounce','bounce_classification':'Invalid Address','status':'5.2.2'   | invalid_address",
                "'event':'bounce','bounce_classification':'Mailbox Unavailable'                | mailbox_inactive",
                "'event':'bounce','bounce_classification':'Frequency/Volume'                   | throttled",
                "'event':'bounce','bounce_classification':'Frequency/Volume Too High'          | throttled",
                "'event':'bounce','bounce_classification':'Reputation'                         | reputation",
                "'event':'bounce','bounce_classification':'Content'                            | content_rejected",
                "'event':'bounce','bounce_classification':'Technical','status':'5.4.4'         | domain_invalid",
                "'event':'bounce','bounce_classification':'Technical'                          | unknown",
                "'event':'bounce','bounce_classification':'Unclassified','reason':'552 5.2.2 x' | mailbox_full",
                "'event':'bounce','type':'expired'                                              | timed_out",
                "'event':'dropped','type':'expired'                                             | timed_out",
                "'event':'bounce','reason':'mailbox full'                                      | unknown",
                "'event':'dropped','reason':'Bounced Address'                                  | previously_bounced",
                "'event':'dropped','reason':'Unsubscribed Address'                             | previously_unsubscribed",
                "'event':'dropped','reason':'Spam Reporting Address'                           | previously_complained",
                "'event':'dropped','reason':'Invalid'                                          | invalid_address",
                "'event':'dropped','reason':'Invalid SMTPAPI header'                           | unknown",
                "'event':'dropped','reason':'Spam Content'                                     | spam_content",
                "'event':'dropped','reason':'Recipient List over Package Quota'                | quota",
                "'event':'dropped'                                                             | unknown",
                "'event':'deferred','response':'451 4.7.1 greylisted'                          | greylisted",
                "'event':'deferred','response':'451 later'                                     | unknown",
                "'event':'account_status_change','type':'compliance_ban'                       | policy",
                "'event':'account_status_change','type':'reactivate'                           | unknown",
            })
    void shouldMapTheReason(String members, String reason) {
        assertThat(sendGrid(members).reason().code().wireName()).isEqualTo(reason);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        Bounce bounce = sendGrid("'event':'bounce','type':'bounce','reason':'550-5.1.1 No such user',"
                        + "'bounce_classification':'Invalid Address'")
                .bounce();

        assertThat(bounce.smtpCode()).isEqualTo(550);
        assertThat(bounce.enhancedCode()).isEqualTo("5.1.1");
        assertThat(bounce.mtaResponse()).isEqualTo("550-5.1.1 No such user");
        assertThat(bounce.providerClass()).isEqualTo("Invalid Address");
    }

    @Test
    void shouldKeepTheAccountsNewStateAsText() {
        assertThat(sendGrid("'event':'account_status_change','type':'reactivate'")
                        .reason()
                        .text())
                .isEqualTo("reactivate");
    }

    @Test
    void shouldTakeTheIpForAPersonsOnlyWhereAPersonActed() {
        assertThat(sendGrid("'event':'click','ip':'192.0.2.1','url':'https://a.example','useragent':'UA'")
                        .engagement())
                .isEqualTo(new Engagement("https://a.example", "192.0.2.1", "UA", null, null, null));
        assertThat(sendGrid("'event':'delivered','ip':'192.0.2.1'").engagement())
                .isNull();
    }

    @Test
    void shouldMarkApplesOwnOpens() {
        assertThat(sendGrid("'event':'open','sg_machine_open':true")
                        .engagement()
                        .machine())
                .isTrue();
    }

    @Test
    void shouldMapGroupAndCampaign() {
        EmailEvent event = sendGrid("'event':'group_unsubscribe','asm_group_id':17,'singlesend_id':'s',"
                + "'singlesend_name':'Spring','template_id':'d-1'");

        assertThat(event.subscription()).isEqualTo(new Subscription("17", null, null));
        assertThat(event.campaign()).isEqualTo(new Campaign("s", "Spring", "d-1"));
        assertThat(event.metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"'one' | one", "['one','two'] | one,two", "[] | \"\"", "null | \"\"", "['one',null,{},3] | one,3"})
    void shouldTakeCategoriesAsTextOrList(String category, String tags) {
        assertThat(String.join(
                        ",", sendGrid("'event':'open','category':" + category).tags()))
                .isEqualTo(tags);
    }

    @Test
    void shouldKeepMembersOfOldCampaignsOutOfTheMetadata() {
        assertThat(sendGrid("'event':'open','newsletter':{'newsletter_id':'1'},'nlvx_campaign_id':2,"
                                + "'nlvx_campaign_split_id':3,'nlvx_user_id':4,'order':5")
                        .metadata())
                .containsOnlyKeys("order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'event':'open'}", "'text'", "1", "null"})
    void shouldRefuseABodyThatIsNoArray(String body) {
        assertThatThrownBy(() -> Normalizing.normalize(Normalizing.profile("sendgrid"), body))
                .isInstanceOf(UnreadableBody.class)
                .hasMessageStartingWith("The body has to be a JSON array of events; this one is of type ")
                .hasMessageNotContaining("open")
                .hasMessageNotContaining("text")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void shouldRefuseNoBodyAndAcceptNoEvents() {
        Profile profile = Normalizing.profile("sendgrid");
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false);

        assertThatThrownBy(() -> profile.normalize(null, origin)).isInstanceOf(UnreadableBody.class);
        assertThatThrownBy(() -> profile.normalize(MissingNode.getInstance(), origin))
                .isInstanceOf(UnreadableBody.class);
        assertThat(Normalizing.normalize(profile, "[]")).isEqualTo(new Normalized(List.of(), List.of(), List.of()));
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile profile = Normalizing.profile("sendgrid");

        assertThat(profile.name()).isEqualTo("sendgrid");
        assertThat(profile.contentTypes()).containsExactly("application/json");
        assertThat(profile.defaultAuth()).isEqualTo("signature");
        assertThat(profile.answers().overload()).isEqualTo(503);
    }
}
