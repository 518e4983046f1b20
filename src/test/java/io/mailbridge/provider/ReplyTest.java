package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a platform reads in its answer, and what a stranger can make the bridge repeat. */
class ReplyTest {
    private static final String AZURE = """
            description: Event Grid
            content-types: [application/json]
            body: {shape: array-or-object}
            control-messages:
              - name: validation
                when: {$header.aeg-event-type: SubscriptionValidation}
                reply: {validationResponse: data.validationCode, kind: [nothing, eventType]}
                unsigned: true
            fields: {provider_event: eventType}
            types: {common-names: true}
            """;
    private static final String SOCKETLABS = """
            description: SocketLabs
            content-types: [application/json]
            answers:
              reply: {ValidationKey: $source.validation-key}
            body: {shape: object}
            control-messages:
              - name: validation
                when: {Type: Validation}
                reply: {ValidationKey: [ValidationKey, $source.validation-key], SecretKey: SecretKey}
              - {name: ping, when: {Type: Ping}}
            fields: {provider_event: Type}
            types: {common-names: true}
            """;
    private static final String VALIDATION =
            "{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{\"validationCode\":%s}}";

    @Test
    void shouldReplyWithAValueOfTheBody() throws JsonProcessingException {
        Reply reply = azure("[" + VALIDATION.formatted("\"6f2d\"") + "]");

        assertThat(reply.whole()).isTrue();
        assertThat(reply.members())
                .hasToString(
                        "{\"validationResponse\":\"6f2d\",\"kind\":\"Microsoft.EventGrid.SubscriptionValidationEvent\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12                      | 12",
                "true                    | true",
                "'\"<a\\\"\\u0000b\"'    | '\"<a\\\"\\u0000b\"'",
                "'[\"a\"]'               |",
                "'{\"a\":1}'             |",
                "null                    |",
            })
    void shouldRepeatScalarsAndNothingElse(String value, String replied) throws JsonProcessingException {
        JsonNode found = azure(VALIDATION.formatted(value)).members().get("validationResponse");

        assertThat(found == null ? null : found.toString()).isEqualTo(replied);
    }

    @Test
    void shouldRepeatNothingLong() throws JsonProcessingException {
        assertThat(azure(VALIDATION.formatted('"' + "a".repeat(256) + '"')).members())
                .hasSize(2);
        assertThat(azure(VALIDATION.formatted('"' + "a".repeat(257) + '"')).members())
                .hasSize(1);
        assertThat(azure(VALIDATION.formatted("1".repeat(257))).members()).hasSize(1);
    }

    @Test
    void shouldKnowTheMessageByItsHeaderOnly() throws JsonProcessingException {
        Profile azure = profile(AZURE);
        JsonNode body = JsonCodec.mapper().readTree(VALIDATION.formatted("1"));
        Origin origin = origin(Map.of("aeg-event-type", "Notification"), null);

        Normalized normalized = azure.normalize(body, origin);

        assertThat(normalized.events()).hasSize(1);
        assertThat(azure.reply(normalized, body, origin)).isNull();
    }

    @Test
    void shouldReplyWithTheKeyOfTheSource() throws JsonProcessingException {
        assertThat(socketLabs("{\"Type\":\"Validation\",\"SecretKey\":\"s\"}", "vk")
                        .members())
                .hasToString("{\"ValidationKey\":\"vk\",\"SecretKey\":\"s\"}");
        assertThat(socketLabs("{\"Type\":\"Validation\",\"ValidationKey\":\"own\"}", "vk")
                        .members())
                .hasToString("{\"ValidationKey\":\"own\"}");
        assertThat(socketLabs("{\"Type\":\"Validation\"}", null).members()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Delivered", "Ping"})
    void shouldAddToEachOtherAnswerWhatThePlatformWants(String type) throws JsonProcessingException {
        Reply reply = socketLabs("{\"Type\":\"" + type + "\"}", "vk");

        assertThat(reply.whole()).isFalse();
        assertThat(reply.members()).hasToString("{\"ValidationKey\":\"vk\"}");
    }

    /** What a stranger sends must not become an event or a dead letter. */
    @ParameterizedTest
    @CsvSource({
        "array-or-object, one, true",
        "array-or-object, list of one, true",
        "array-or-object, list of two, false",
        "array, one, false",
        "array, list of one, true",
        "object, one, true",
        "object, list of one, false",
    })
    void shouldTakeWithoutCredentialsOnlyWhatIsNothingElse(String shape, String body, boolean taken)
            throws JsonProcessingException {
        String one = VALIDATION.formatted("1");
        String text = Map.of("one", one, "list of one", "[" + one + "]", "list of two", "[" + one + "," + one + "]")
                .get(body);
        Profile profile = profile(AZURE.replace("array-or-object", shape));

        SetupMessage message = profile.unsignedSetupMessage(
                JsonCodec.mapper().readTree(text), origin(Map.of("aeg-event-type", "SubscriptionValidation"), null));

        assertThat(message != null).isEqualTo(taken);
    }

    private static Reply azure(String body) throws JsonProcessingException {
        return reply(profile(AZURE), body, origin(Map.of("aeg-event-type", "SubscriptionValidation"), null));
    }

    private static Reply socketLabs(String body, String key) throws JsonProcessingException {
        return reply(profile(SOCKETLABS), body, origin(Map.of(), key));
    }

    private static Reply reply(Profile profile, String body, Origin origin) throws JsonProcessingException {
        JsonNode json = JsonCodec.mapper().readTree(body);
        return profile.reply(profile.normalize(json, origin), json, origin);
    }

    private static Origin origin(Map<String, String> headers, String key) {
        return new Origin("shop", Normalizing.RECEIVED_AT, false, headers::get, key);
    }

    private static Profile profile(String text) {
        return ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(text)));
    }
}
