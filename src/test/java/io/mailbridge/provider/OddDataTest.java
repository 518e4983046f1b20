package io.mailbridge.provider;

import static io.mailbridge.provider.Normalizing.sendGrid;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.EventType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no platform documents and every platform may send. */
class OddDataTest {

    @Test
    void shouldTakeAnEventWithNothingButItsName() {
        EmailEvent event = sendGrid("'event':'open'");

        assertThat(event.recipient()).isNull();
        assertThat(event.messageId()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.metadata()).isEmpty();
        assertThat(event.occurredAt()).isEqualTo(Normalizing.RECEIVED_AT);
        assertThat(event.occurredAtEstimated()).isTrue();
        assertThat(event.id()).matches("sendgrid:[0-9a-f]{64}");
        assertThat(event.key()).isEqualTo(event.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{'a':{'b':1}}", "[[1]]", "''", "'  '"})
    void shouldTreatWhatIsNoTextAsAbsent(String value) {
        EmailEvent event =
                sendGrid("'event':'bounce','email':V,'sg_event_id':V,'sg_message_id':V,'timestamp':V,'reason':V,"
                                .replace("V", value)
                        + "'status':V,'type':V,'category':V,'bounce_classification':V,'asm_group_id':V"
                                .replace("V", value));

        assertThat(event.type()).isEqualTo(EventType.BOUNCED);
        assertThat(event.recipient()).isNull();
        assertThat(event.messageId()).isNull();
        assertThat(event.reason().text()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.subscription()).isNull();
        assertThat(event.occurredAtEstimated()).isTrue();
    }

    @Test
    void shouldTrimWhatIdentifies() {
        EmailEvent event =
                sendGrid("'event':' open ','email':' a@example.com\\n','sg_event_id':' e-1','sg_message_id':' m-1'");

        assertThat(event.id()).isEqualTo("sendgrid:e-1");
        assertThat(event.messageId()).isEqualTo("m-1");
        assertThat(event.recipient()).isEqualTo("a@example.com");
        assertThat(event.providerEvent()).isEqualTo("open");
    }

    @Test
    void shouldKeepNumbersBeyondDoublePrecision() {
        String values = "'order':9007199254740993,'huge':123456789012345678901234567890,'price':10.50";

        EmailEvent event = sendGrid("'event':'something_new'," + values);

        String written = EventSchema.written(event).toString();
        assertThat(written).contains("\"metadata\":{" + values.replace('\'', '"') + "}");
        assertThat(written).endsWith("\"raw\":{\"event\":\"something_new\"," + values.replace('\'', '"') + "}}");
    }

    @Test
    void shouldTakeANumberForAnId() {
        assertThat(sendGrid("'event':'open','sg_event_id':9007199254740993").id())
                .isEqualTo("sendgrid:9007199254740993");
    }

    @Test
    void shouldTakeTheLastOfTwoEqualKeys() {
        assertThat(sendGrid("'event':'open','event':'click','email':'a@b.c','email':'d@e.f'"))
                .satisfies(event -> assertThat(event.type()).isEqualTo(EventType.CLICKED))
                .satisfies(event -> assertThat(event.recipient()).isEqualTo("d@e.f"));
    }

    @Test
    void shouldKeepUnicodeInAddressesAndMetadata() {
        EmailEvent event = sendGrid("'event':'open','email':'Jürgen@Müller.例え','名前':'😀','half':'\\ud83d'");

        assertThat(event.key()).isEqualTo("jürgen@müller.例え");
        assertThat(EventSchema.written(event).at("/metadata/名前").textValue()).isEqualTo("😀");
    }

    @Test
    void shouldNotLetCustomArgumentsPassForThePlatformsOwn() {
        EmailEvent event =
                sendGrid("'event':'open','tls':1,'pool':{},'newsletter':{},'mine':null,'custom_args':{'a':1}");

        assertThat(event.metadata().keySet()).containsExactly("mine", "custom_args");
    }

    @Test
    void shouldForwardAnUnknownEventWithTheRawOne() {
        EmailEvent event = sendGrid("'event':'quarantined','email':'a@b.c','pool':{'id':1}");

        assertThat(event.type()).isEqualTo(EventType.UNKNOWN);
        assertThat(event.raw()).hasToString("{\"event\":\"quarantined\",\"email\":\"a@b.c\",\"pool\":{\"id\":1}}");
        assertThat(sendGrid("'event':'open'").raw()).isNull();
    }

    @Test
    void shouldRejectOnlyWhatIsNoEvent() {
        Normalized normalized = Normalizing.normalize(
                Normalizing.profile("sendgrid"),
                "[1,{'event':'open'},{'email':'a@b.c'},null,{'event':''},[],{'event':7},'x',{'event':'click'}]");

        assertThat(normalized.events())
                .extracting(EmailEvent::type)
                .containsExactly(EventType.OPENED, EventType.CLICKED);
        assertThat(normalized.rejected())
                .extracting(Rejection::reason)
                .containsExactly(
                        "not_an_object",
                        "no_event_name",
                        "not_an_object",
                        "no_event_name",
                        "not_an_object",
                        "no_event_name",
                        "not_an_object");
        assertThat(normalized.rejected())
                .extracting(rejection -> new String(rejection.raw(), StandardCharsets.UTF_8))
                .containsExactly(
                        "1", "{\"email\":\"a@b.c\"}", "null", "{\"event\":\"\"}", "[]", "{\"event\":7}", "\"x\"");
        assertThat(normalized.rejected()).extracting(Rejection::detail).allMatch(detail -> !detail.contains("a@b.c"));
    }
}
