package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which replies of a profile are refused, and where. */
class InvalidReplyTest {
    private static final String GOOD = """
            description: Postbox
            content-types: [application/json]
            answers: {success: 200, reply: {key: $source.validation-key}}
            body: {shape: array}
            control-messages:
              - name: validation
                when: {kind: validation}
                reply: {code: data.code}
                unsigned: true
            fields: {provider_event: kind}
            types: {common-names: true}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "success: 200           | success: 204                 | p.yaml:3: 'reply' needs a success of 200 or 202",
                "{key: $source.val      | {accepted: $source.val       | p.yaml:3: 'accepted' cannot be a name in a reply",
                "$source.validation-key | $source.secret               | p.yaml:3: '$source.secret' is unknown; of its source a reply may hold $source.validation-key",
                "{code: data.code}      | {a b: data.code}             | p.yaml:8: 'a b' cannot be a name in a reply",
                "{code: data.code}      | {code: data..code}           | p.yaml:8: 'data..code' is not a path",
                "{code: data.code}      | {code: {a: b}}               | p.yaml:8: 'code' has to be a text",
                "{code: data.code}      | {}                           | p.yaml:8: 'reply' has 1 to 8 names",
                "{code: data.code}      | data.code                    | p.yaml:8: 'reply' has to be a mapping",
                "{code: data.code}      | {code: [a, $source.validation-key]} | p.yaml:8: the reply to an unsigned message would show",
                "reply: {code: data.code} | action: log-verification      | p.yaml:9: an unsigned message needs a 'reply' of its own here",
            })
    void shouldNameFileLineAndReason(String good, String bad, String message) {
        String text = GOOD.replace(good, bad);

        assertThatThrownBy(() -> ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(text))))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageStartingWith(message);
    }

    /** Whoever has read the platform's documentation has the test key. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hmac, header: S                   | {key: $source.validation-key} | {code: data.code}                   | p.yaml:4: this reply would show the source's key to anybody: 'test-key'",
                "'form-hmac, header: S, field: f'  | {key: $source.validation-key} | {code: data.code}                   | p.yaml:4: this reply would show the source's key to anybody: 'test-key'",
                "hmac, header: S                   | {key: a}                      | {code: [a, $source.validation-key]} | p.yaml:9: the reply to this message would show the source's key to anybody",
            })
    void shouldNotAnswerATestKeyWithTheSourcesKey(String scheme, String each, String own, String message) {
        String text = GOOD.replace(
                        "answers:", "auth: {signature: {scheme: " + scheme + ", test-key: published}}\nanswers:")
                .replace("    unsigned: true\n", "")
                .replace("{code: data.code}", own)
                .replace("{key: $source.validation-key}", each);

        assertThatThrownBy(() -> ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(text))))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageStartingWith(message);
        String secret = text.replace(", test-key: published", "");
        assertThatCode(() -> ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(secret))))
                .doesNotThrowAnyException();
    }
}
