package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import io.mailbridge.event.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostmarkProfileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'RecordType':'Delivery'                                                                   | delivered",
                "'RecordType':'Open'                                                                       | opened",
                "'RecordType':'Click'                                                                      | clicked",
                "'RecordType':'SpamComplaint','Type':'SpamComplaint','TypeCode':512                        | complained",
                "'RecordType':'Inbound'                                                                    | other",
                "'RecordType':'SMTPApiError'                                                               | failed unknown",
                "'RecordType':'SubscriptionChange','SuppressSending':false                                 | resubscribed",
                "'RecordType':'SubscriptionChange','SuppressSending':false,'SuppressionReason':'HardBounce' | resubscribed",
                "'RecordType':'SubscriptionChange','SuppressSending':true,'SuppressionReason':'ManualSuppression' | unsubscribed",
                "'RecordType':'SubscriptionChange','SuppressSending':true,'SuppressionReason':'HardBounce' | suppression_changed",
                "'RecordType':'SubscriptionChange','SuppressSending':true,'SuppressionReason':'SpamComplaint' | suppression_changed",
                "'RecordType':'SubscriptionChange','SuppressSending':true,'SuppressionReason':null         | suppression_changed",
                "'RecordType':'Bounce'                                                                     | bounced undetermined unknown",
                "'RecordType':'Bounce','Type':'SomethingNew','Details':'550 no'                            | unknown",
                "'RecordType':'SomethingNew'                                                               | unknown",
            })
    void shouldMapEachRecord(String members, String meaning) {
        assertThat(TypeAndReason.of(postmark(members))).isEqualTo(meaning);
    }

    /** As older webhooks post them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'DeliveredAt':'2026-01-06T09:02:25Z','Details':'Test'                 | delivered                    | Delivery",
                "'BouncedAt':'2026-01-06T09:02:25Z','Type':'HardBounce'                | bounced hard invalid_address | Bounce",
                "'BouncedAt':'2026-01-06T09:02:25Z','Type':'Transient'                 | deferred unknown             | Bounce",
                "'BouncedAt':'2026-01-06T09:02:25Z','Type':'SpamComplaint'             | complained                   | Bounce",
                "'Type':'HardBounce','TypeCode':1                                      | bounced hard invalid_address | Bounce",
                "'ReceivedAt':'2026-01-06T09:02:25Z','FirstOpen':true                  | opened                       | Open",
                "'ReceivedAt':'2026-01-06T09:02:25Z','OriginalLink':'https://a.example' | clicked                     | Click",
                "'ChangedAt':'2026-01-06T09:02:25Z','SuppressSending':false            | resubscribed                 | SubscriptionChange",
                "'FromFull':{'Email':'a@b.c'},'Date':'Tue, 06 Jan 2026 09:02:25 +0000' | other                        | Inbound",
                "'RecordType':null,'DeliveredAt':'2026-01-06T09:02:25Z'                | delivered                    | Delivery",
            })
    void shouldKnowARecordWithoutItsType(String members, String meaning, String name) {
        EmailEvent event = postmark(members);

        assertThat(TypeAndReason.of(event)).isEqualTo(meaning);
        assertThat(event.providerEvent()).isEqualTo(name);
    }

    @Test
    void shouldRejectARecordThatNothingNames() {
        assertThat(Normalizing.normalize(Normalizing.profile("postmark"), "{'MessageID':'m'}")
                        .rejected())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HardBounce              |                        | bounced hard invalid_address",
                "HardBounce              | smtp;550 5.2.1 off     | bounced hard invalid_address",
                "SoftBounce              | smtp;452 4.2.2 full    | bounced soft unknown",
                "VirusNotification       |                        | bounced soft content_rejected",
                "Unknown                 | smtp;550 5.1.1 no      | bounced undetermined invalid_address",
                "Unknown                 |                        | bounced undetermined unknown",
                "Transient               | smtp;421 4.7.0 later   | deferred throttled",
                "Transient               |                        | deferred unknown",
                "DnsError                |                        | deferred domain_invalid",
                "OpenRelayTest           |                        | deferred unknown",
                "Blocked                 | smtp;550 5.7.1 no      | bounced block policy",
                "Blocked                 | 5.7.1 no               | bounced block policy",
                "Blocked                 | On our list since 550  | dropped policy",
                "Blocked                 |                        | dropped policy",
                "Blocked                 | smtp;550 no            | bounced block policy",
                "DMARCPolicy             | smtp;550 no            | bounced block policy",
                "DMARCPolicy             | 5.7.1 no               | bounced block policy",
                "DMARCPolicy             |                        | dropped policy",
                "BadEmailAddress         |                        | dropped invalid_address",
                "ManuallyDeactivated     |                        | dropped suppressed",
                "Unconfirmed             |                        | dropped unknown",
                "SMTPApiError            |                        | failed unknown",
                "TemplateRenderingFailed |                        | failed rendering_error",
                "SpamNotification        |                        | complained",
                "SpamComplaint           |                        | complained",
                "Unsubscribe             |                        | unsubscribed",
                "Subscribe               |                        | resubscribed",
                "AutoResponder           |                        | auto_responded",
                "AddressChange           |                        | auto_responded",
                "ChallengeVerification   |                        | auto_responded",
                "InboundError            |                        | other",
            })
    void shouldKnowEachBounce(String type, String details, String meaning) {
        assertThat(TypeAndReason.of(postmark("'RecordType':'Bounce','Type':'" + type + "','TypeCode':1"
                        + (details == null ? "" : ",'Details':'" + details + "'"))))
                .isEqualTo(meaning);
    }

    @Test
    void shouldKeepWhatTheServerAnswered() {
        EmailEvent event = postmark(
                "'RecordType':'Bounce','Type':'HardBounce','ID':4323372036854775807,"
                        + "'Email':'a@b.c','Subject':'Hi','Details':'smtp;550 5.1.1 No such user','Description':'Unknown user'");

        assertThat(event.id()).isEqualTo("postmark:4323372036854775807");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.reason().text()).isEqualTo("smtp;550 5.1.1 No such user");
        assertThat(event.bounce())
                .isEqualTo(
                        new Bounce(event.bounce().type(), 550, "5.1.1", "smtp;550 5.1.1 No such user", "HardBounce"));
        assertThat(postmark("'RecordType':'Bounce','Type':'Transient','Description':'Delayed'")
                        .reason()
                        .text())
                .isEqualTo("Delayed");
    }

    @Test
    void shouldMapAnOpen() {
        EmailEvent event = postmark("'RecordType':'Open','FirstOpen':true,'Recipient':'a@b.c','Tag':'t','Subject':null,"
                + "'UserAgent':'UA','Geo':{'CountryISOCode':'US','RegionISOCode':'CA','City':'Rome','IP':'192.0.2.1'},"
                + "'Metadata':{'order':'1'},'MessageStream':'outbound'");

        assertThat(event.engagement())
                .isEqualTo(new Engagement(null, "192.0.2.1", "UA", new Geo("US", "CA", "Rome"), null, true));
        assertThat(event.tags()).containsExactly("t");
        assertThat(event.metadata()).hasToString("{order=\"1\"}");
    }

    @Test
    void shouldMapTheStreamOfAnOptOut() {
        assertThat(postmark("'RecordType':'SubscriptionChange','MessageStream':'broadcast','Origin':'Recipient',"
                                + "'SuppressSending':true,'SuppressionReason':'ManualSuppression'")
                        .subscription())
                .isEqualTo(new Subscription(null, "broadcast", "Recipient"));
    }

    @Test
    void shouldTakeAnEventWithNothingInIt() {
        EmailEvent event = postmark("'RecordType':'Open','Geo':{},'Client':null,'Metadata':null,'Tag':'','ID':null");

        assertThat(event.engagement()).isNull();
        assertThat(event.recipient()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.metadata()).isEmpty();
        assertThat(event.id()).matches("postmark:[0-9a-f]{64}");
    }

    @Test
    void shouldMapAClick() {
        EmailEvent event = postmark("'RecordType':'Click','MessageID':'m','OriginalLink':'https://a.example',"
                + "'Geo':{'Country':'Italy','Region':'Lazio'},'Recipient':'a@b.c'");

        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.engagement())
                .isEqualTo(
                        new Engagement("https://a.example", null, null, new Geo("Italy", "Lazio", null), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"})
    void shouldReadTimesOfAnyNameAndOffset(String name) {
        assertThat(postmark("'RecordType':'Open','" + name + "':'2026-01-06T04:02:25.3963933-05:00'")
                        .occurredAt())
                .isEqualTo("2026-01-06T09:02:25.396393300Z");
    }

    @Test
    void shouldSayHowThePlatformPosts() {
        Profile postmark = Normalizing.profile("postmark");

        assertThat(postmark.defaultAuth()).isEqualTo("basic");
        assertThat(postmark.answers().never()).containsExactly(403);
        assertThatThrownBy(() -> Normalizing.normalize(postmark, "[]")).isInstanceOf(UnreadableBody.class);
    }

    private static EmailEvent postmark(String members) {
        return Normalizing.event(Normalizing.profile("postmark"), "{" + members + "}");
    }
}
