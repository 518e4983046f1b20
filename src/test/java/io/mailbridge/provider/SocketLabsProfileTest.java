package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketLabsProfileTest {
    private final Profile socketLabs = Normalizing.profile("socketlabs");

    @ParameterizedTest
    @CsvSource({
        "0, clicked",
        "Click, clicked",
        "1, opened",
        "Open, opened",
        "2, unsubscribed",
        "Unsubscribe, unsubscribed",
        "3, unknown",
        "Forward, unknown",
    })
    void shouldReadAKindOfTrackingAsNumberOrName(String kind, String expected) {
        String number = Character.isDigit(kind.charAt(0)) ? kind : "'" + kind + "'";
        assertThat(TypeAndReason.of(socketLabs("'Type':'Tracking','TrackingType':" + number)))
                .isEqualTo(expected);
        assertThat(TypeAndReason.of(socketLabs("'Type':'Tracking','TrackingType':'" + kind + "'")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Permanent, 1002, bounced block reputation",
        "1, 1003, bounced block reputation",
        "1, 1004, bounced block content_rejected",
        "1, 1006, bounced block throttled",
        "1, 1007, bounced block content_rejected",
        "0, 1006, bounced soft throttled",
        "1, 1011, auto_responded",
        "0, 5001, auto_responded",
        "1, 2002, bounced hard domain_invalid",
        "1, 2003, bounced hard invalid_address",
        "1, 2004, bounced hard invalid_address",
        "1, 4006, bounced hard domain_invalid",
        "1, 3002, bounced hard mailbox_inactive",
        "Temporary, 3003, bounced soft greylisted",
        "0, 4004, bounced soft timed_out",
        "1, 4001, bounced hard unknown",
        "1, 9999, bounced hard unknown",
        "2, 1011, dropped suppressed",
        "2, 2001, dropped suppressed",
        "7, 9999, bounced undetermined unknown",
    })
    void shouldReadAFailure(String type, String code, String expected) {
        assertThat(TypeAndReason.of(socketLabs("'Type':'Failed','FailureType':'" + type + "','FailureCode':" + code)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Sent, delivered", "Click, clicked", "Open, opened", "New, unknown"})
    void shouldKnowTheNamesOfAccountLevelWebhooks(String name, String expected) {
        assertThat(TypeAndReason.of(socketLabs("'Type':'" + name + "'"))).isEqualTo(expected);
    }

    /** They have neither a link nor an id. */
    @Test
    void shouldTellTwoTrackingsOfAMomentApart() {
        String tracking = "'Type':'Tracking','DateTime':'2026-01-05T09:03:30Z','MessageId':'1','TrackingType':%d";

        assertThat(socketLabs(tracking.formatted(1)).id())
                .isNotEqualTo(socketLabs(tracking.formatted(2)).id());
    }

    @Test
    void shouldTakeMetaForTheSendersOwnValues() {
        EmailEvent event = socketLabs("'Type':'Queued','Data':{'Meta':[{'Key':'order','Value':'7'}],'Tags':['t']}");

        assertThat(event.metadata()).hasToString("{order=\"7\"}");
        assertThat(event.tags()).containsExactly("t");
    }

    /** An event of a kind that is new is published with the raw one. */
    @Test
    void shouldNotPublishTheSecret() {
        EmailEvent event = socketLabs("'Type':'New','SecretKey':'s3cret','Address':'a@b.c'");

        assertThat(EventSchema.written(event).toString()).contains("\"raw\"").doesNotContain("s3cret");
    }

    /** Pages of SocketLabs want the one or the other key in the answer to Validation, older ones a key in every answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Type':'Validation','SecretKey':'s','ValidationKey':'v' | {\"ValidationKey\":\"v\",\"SecretKey\":\"s\"}",
                "'Type':'Validation','SecretKey':'s'                     | {\"ValidationKey\":\"own\",\"SecretKey\":\"s\"}",
                "'Type':'Queued','SecretKey':'s','ValidationKey':'v'     | {\"ValidationKey\":\"own\"}",
            },
            quoteCharacter = '`')
    void shouldAnswerWithTheKeysThatAnyPageWants(String members, String expected) throws IOException {
        Origin origin = new Origin("shop", Normalizing.RECEIVED_AT, false, name -> null, "own");
        JsonNode body = JsonCodec.mapper().readTree("{" + members.replace('\'', '"') + "}");

        Reply reply = socketLabs.reply(socketLabs.normalize(body, origin), body, origin);

        assertThat(reply.members()).hasToString(expected);
    }

    private EmailEvent socketLabs(String members) {
        return Normalizing.event(socketLabs, "{" + members + "}");
    }
}
