package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.EventType;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Rejection;
import io.mailbridge.reading.Republisher;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds docs/asyncapi.yaml to the specification of AsyncAPI and to what the bridge puts on Kafka. */
class AsyncApiTest {
    private static final Path SPECIFICATION = Path.of("src/test/resources/asyncapi/asyncapi-3.0.0.json");

    private final JsonNode api = read(Path.of("docs/asyncapi.yaml"));
    private final RecordMaker records = new RecordMaker("email-events", "email-events.rejected");

    private static JsonNode read(Path yaml) {
        try {
            Object data = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(yaml));
            return JsonCodec.mapper().valueToTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldBeWhatAsyncApiAllows() throws IOException {
        JsonSchema specification = schema(JsonCodec.mapper().readTree(Files.readAllBytes(SPECIFICATION)));

        assertThat(specification.validate(api)).isEmpty();
        ObjectNode broken = api.deepCopy();
        broken.withObject("/operations/publishEvents").put("action", "publish");
        assertThat(specification.validate(broken)).isNotEmpty();
    }

    @Test
    void shouldReferToWhatIsThere() {
        List<String> references = api.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(8).allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(api.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(Path.of("docs", reference)).exists();
            }
        });
    }

    @Test
    void shouldNameTheTopicsOfTheDefaults(@TempDir Path home) {
        Settings settings = Settings.load(home, Map.of(), new Properties());

        assertThat(api.at("/channels/events/address").textValue()).isEqualTo(settings.text("bridge.kafka.topic"));
        assertThat(api.at("/channels/rejected/address").textValue())
                .isEqualTo(settings.text("bridge.kafka.rejected-topic"));
    }

    @Test
    void shouldDescribeTheHeadersOfEventsAndNoOthers() {
        OutboundRecord event =
                records.event(Requests.SHOP, Requests.event("generic:1", "ann@example.org"), new byte[0]);

        assertDescribed(
                "eventHeaders",
                event,
                List.of(Republisher.REPUBLISHED_AT, Republisher.REPUBLISHED_FROM, "traceparent"));
    }

    @Test
    void shouldDescribeTheHeadersOfDeadLettersAndNoOthers() {
        Rejection rejection = new Rejection("not_json", "The body is not valid JSON.", new byte[0]);

        assertDescribed(
                "deadLetterHeaders",
                records.deadLetter(Requests.SHOP, rejection, Requests.RECEIVED_AT, "a1b2c3-4"),
                List.of("traceparent"));
    }

    private void assertDescribed(String name, OutboundRecord record, List<String> addedLater) {
        JsonNode described = api.at("/components/schemas/" + name);
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));

        List<String> names = new ArrayList<>();
        headers.fieldNames().forEachRemaining(names::add);
        assertThat(schema(described).validate(headers)).isEmpty();
        assertThat(texts(described.at("/required"))).containsExactlyInAnyOrderElementsOf(names);
        assertThat(described.at("/properties").fieldNames())
                .toIterable()
                .filteredOn(header -> !addedLater.contains(header))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void shouldListAllTypes() {
        assertThat(texts(api.at("/components/schemas/eventHeaders/properties/ce_type/enum")))
                .containsExactlyElementsOf(Arrays.stream(EventType.values())
                        .map(type -> "email." + type.wireName())
                        .toList());
    }

    @Test
    void shouldShowExamplesThatAreValid() {
        for (JsonNode message : api.at("/components/messages")) {
            String headers = message.at("/headers/$ref").textValue().substring(1);
            for (JsonNode example : message.at("/examples")) {
                assertThat(schema(api.at(headers)).validate(example.at("/headers")))
                        .isEmpty();
            }
        }
        JsonNode event = api.at("/components/messages/event/examples/0");
        EventSchema.check(event.at("/payload"));
        assertThat(event.at("/headers/ce_id")).isEqualTo(event.at("/payload/id"));
        assertThat(event.at("/headers/ce_time")).isEqualTo(event.at("/payload/occurred_at"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
    }
}
