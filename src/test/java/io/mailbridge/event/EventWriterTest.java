package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private final EventWriter writer = new EventWriter();

    @Test
    void shouldWriteABounceFieldByField() {
        assertThat(text(EventSamples.bounce()))
                .isEqualTo(json("{'schema_version':1,'id':'sendgrid:e-1','type':'bounced','provider':'sendgrid',"
                        + "'provider_event':'bounce','source':'sendgrid-eu',"
                        + "'occurred_at':'2026-01-06T09:02:20.000Z','received_at':'2026-01-06T09:02:24.118Z',"
                        + "'message_id':'m-1','smtp_message_id':'<9fQ@geopod>',"
                        + "'recipient':'Nobody@Example.org','recipient_ambiguous':false,'subject':null,"
                        + "'campaign':{'id':null,'name':null,'template_id':null},'tags':['receipts'],"
                        + "'metadata':{'order_id':'1001'},'bounce':{'type':'hard','smtp_code':550,"
                        + "'enhanced_code':'5.1.1','mta_response':'550 5.1.1 no',"
                        + "'provider_class':'Invalid Address'},"
                        + "'reason':{'code':'invalid_address','text':'550 5.1.1 no'},"
                        + "'engagement':null,'subscription':null}"));
    }

    @Test
    void shouldWriteAClickFieldByField() {
        JsonNode record = EventSchema.written(EventSamples.click());

        assertThat(record.get("occurred_at_estimated").booleanValue()).isTrue();
        assertThat(record.get("recipient_ambiguous").booleanValue()).isTrue();
        assertThat(record.get("campaign")).hasToString(json("{'id':'c','name':'n','template_id':'t'}"));
        assertThat(record.get("engagement"))
                .hasToString(json("{'url':'https://example.com/','ip':'192.0.2.1','user_agent':'UA',"
                        + "'geo':{'country':'DE','region':'BE','city':'Berlin'},'machine':true,'first':false}"));
        assertThat(record.get("subscription")).hasToString(json("{'group_id':'17','list_id':'news','method':'link'}"));
    }

    @Test
    void shouldWriteTheSendersValuesExactly() throws IOException {
        String values = json("{'big':123456789012345678901234567890,'beyond':9007199254740993,'price':10.50,"
                + "'tiny':1E-400,'nothing':null,'nested':{'a':[1,[2.0,{}]]}}");
        JsonNode tree = JsonCodec.mapper().readTree(values);

        String written = text(EventSamples.event(null, null, Map.of("args", tree), tree));

        assertThat(written).contains("\"metadata\":{\"args\":" + values + "}").endsWith("\"raw\":" + values + "}");
    }

    @Test
    void shouldWriteAnyUnicodeEvenHalfACharacter() throws IOException {
        JsonNode text = JsonCodec.mapper().readTree("\"\\u00e4 \\ud83d\\ude00 \\u0000 \\u2028 half: \\ud83d\"");

        JsonNode read =
                EventSchema.written(EventSamples.event(text.textValue(), null, Map.of(text.textValue(), text), null));

        assertThat(read.get("recipient")).isEqualTo(text);
        assertThat(read.get("metadata").get(text.textValue())).isEqualTo(text);
    }

    @Test
    void shouldWriteRawJsonAsDeepAsTheReaderAcceptsIt() throws IOException {
        int deepest = 1000;
        JsonNode nested = JsonCodec.mapper().readTree("[".repeat(deepest) + "]".repeat(deepest));

        String written = text(EventSamples.event(null, null, Map.of("deep", nested), nested));

        assertThat(written).contains("[".repeat(deepest));
    }

    private String text(EmailEvent event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
