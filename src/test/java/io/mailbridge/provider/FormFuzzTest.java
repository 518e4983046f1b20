package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Any form becomes one tree that holds every value, urlencoded or multipart, and any bytes are read or refused. */
class FormFuzzTest {
    private static final Origin ORIGIN = new Origin("fuzz", Normalizing.RECEIVED_AT, true);
    private static final Profile POSTBOX =
            ProfileReader.read("postbox", YamlSection.parse("p.yaml", new StringReader("""
            description: Postbox
            content-types: [application/x-www-form-urlencoded, multipart/form-data]
            body: {shape: object, form: event}
            fields: {provider_event: [event, event.0], recipient: ["to.*", to], tags: "a.*", occurred_at: time}
            types: {common-names: true}
            metadata: {all-members-except: []}
            """)));

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void shouldKeepEveryValue(@ForAll("fields") List<Map.Entry<String, String>> fields) throws IOException {
        JsonNode tree = tree(urlencoded(fields));

        List<String> kept = new ArrayList<>();
        collect(tree, kept);
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(
                        fields.stream().map(Map.Entry::getValue).toList());
        assertThat(tree(multipart(fields))).isEqualTo(tree);
        assertThat(tree(POSTBOX.bodyOf(JsonCodec.write(tree)))).isEqualTo(tree);
        checkEvents(tree);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void shouldReadOrRefuseAnyBytes(
            @ForAll("fields") List<Map.Entry<String, String>> fields,
            @ForAll boolean isMultipart,
            @ForAll @IntRange(max = 2000) int place,
            @ForAll byte put,
            @ForAll boolean isCut)
            throws IOException {
        byte[] body = isMultipart ? multipart(fields) : urlencoded(fields);
        int at = place % body.length;
        body[at] = put;
        byte[] sent = isCut ? Arrays.copyOf(body, at) : body;
        try {
            byte[] json = POSTBOX.json(sent);
            if (json != sent) {
                checkEvents(JsonCodec.mapper().readTree(json));
            }
        } catch (UnreadableBody e) {
            assertThat(e).hasMessageStartingWith("The ").hasMessageNotContaining(HostileValues.SECRET);
        }
    }

    private static void checkEvents(JsonNode tree) {
        Normalized normalized = POSTBOX.normalize(tree, ORIGIN);
        assertThat(normalized.events().size() + normalized.rejected().size()).isEqualTo(1);
        for (EmailEvent event : normalized.events()) {
            EventSchema.written(event);
            assertThat(event.raw()).isEqualTo(tree);
        }
    }

    private static JsonNode tree(byte[] body) throws IOException {
        return JsonCodec.mapper().readTree(POSTBOX.json(body));
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(child -> collect(child, texts));
    }

    private static byte[] urlencoded(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + '=' + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private static byte[] multipart(List<Map.Entry<String, String>> fields) {
        String parts = fields.stream()
                .map(field -> "--cut\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                        + field.getValue() + "\r\n")
                .collect(Collectors.joining());
        return (parts + "--cut--\r\n").getBytes(UTF_8);
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> fields() {
        Arbitrary<String> names = Combinators.combine(
                        Arbitraries.of("event", "to", "time", "a", "a", "b.c", "d e", "", "[", "ü", "a]"),
                        Arbitraries.of("[]", "[0]", "[1]", "[2]", "[17]", "[b]", "[c]", "[b c]", "[", "]", "[[x]]")
                                .list()
                                .ofMaxSize(4))
                .as((name, brackets) -> name + String.join("", brackets));
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("opened", "a@example.com", "1767690126", "", "--cu", "&=+%")),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(0, 100)
                                .map(HostileValues::of)
                                .filter(FormFuzzTest::isSendable)
                                .map(JsonNode::textValue)));
        return Combinators.combine(names, values)
                .as(Map::entry)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** Half a surrogate pair cannot be sent. */
    private static boolean isSendable(JsonNode value) {
        return value.isTextual() && UTF_8.newEncoder().canEncode(value.textValue());
    }
}
