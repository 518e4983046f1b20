package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever writes a profile is told the file, the line and what is allowed there. */
class InvalidProfileTest {
    private static final String GOOD = """
            description: Postbox
            content-types: [application/json]
            auth: {default: basic}
            answers: {overload: 503}
            body: {shape: array}
            configurable: false
            fields:
              provider_event: kind
              tags: [a, b.c]
            types:
              all:
                - when: {kind: x}
                  then: {type: sent, bounce.type: soft, reason.code: policy}
            metadata:
              all-members-except: [z]
            """;

    @Test
    void shouldTakeTheGoodOne() {
        assertThat(read(GOOD).description()).isEqualTo("Postbox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "description: Postbox      | descripton: P         | p.yaml:1: unknown key 'descripton'; allowed here: description,",
                "description: Postbox      | ''                    | p.yaml:2: the key 'description' is missing",
                "description: Postbox      | description: [a]      | p.yaml:1: 'description' has to be a text",
                "[application/json]        | [JSON]                | p.yaml:2: 'JSON' is not a lower-case media type",
                "[application/json]        | []                    | p.yaml:2: 'content-types' is missing",
                "default: basic            | default: magic        | p.yaml:3: 'magic' is not allowed as 'default'; allowed: signature, basic",
                "default: basic            | deflt: basic          | p.yaml:3: unknown key 'deflt'; allowed here: default",
                "default: basic            | 'signature: {scheme: hmac, header: S, signed: [a, b]}' | p.yaml:3: 'signed' takes one value, not a list",
                "overload: 503             | overload: 500         | p.yaml:4: '500' is not allowed as 'overload'; allowed: 429, 503",
                "configurable: false       | options: cors         | p.yaml:6: 'cors' is not allowed as 'options'; allowed: cloudevents",
                "shape: array              | shape: tree           | p.yaml:5: 'tree' is not allowed as 'shape'; allowed: array, object, array-or-object",
                "body: {shape: array}      | ''                    | p.yaml:1: the key 'body' is missing",
                "body: {shape: array}      | 'body: {shape: object, form: field}' | p.yaml:5: 'field' is not allowed as 'form'; allowed: event",
                "body: {shape: array}      | 'body: {shape: object, query: x}' | p.yaml:5: 'x' is not allowed as 'query'; allowed: event",
                "body: {shape: array}      | 'body: {shape: object, form: event}' | p.yaml:5: forms are answered 415: 'content-types' has to list one of application/x-www",
                "body: {shape: array}      | 'body: {shape: array, query: event}' | p.yaml:5: a form is one event: 'shape' has to be object",
                "body: {shape: array}      | 'body: {shape: array, form-field: x, plain-text: true}' | p.yaml:5: a form would be taken for a plain text",
                "configurable: false       | 'recipients: [to.*.all]' | p.yaml:6: 'to.*.all' takes one element and loses",
                "body: {shape: array}      | body: array           | p.yaml:5: 'body' has to be a mapping",
                "configurable: false       | configurable: maybe   | p.yaml:6: 'maybe' is not allowed as 'configurable'; allowed: true, false",
                "provider_event: kind      | recipient: kind       | p.yaml:8: 'fields' has to say where 'provider_event'",
                "tags: [a, b.c]            | tag: a                | p.yaml:9: unknown key 'tag'; allowed here: id, provider_event",
                "tags: [a, b.c]            | tags: [a, b..c]       | p.yaml:9: 'b..c' is not a path",
                "tags: [a, b.c]            | tags: [[a]]           | p.yaml:9: each element of 'tags' has to be a text",
                "tags: [a, b.c]            | provider_event: x     | p.yaml:9: the key 'provider_event' is here twice",
                "tags: [a, b.c]            | id: {}                | p.yaml:9: 'id' is a path, a list of paths, or one of {join: [...]} and {hash:",
                "tags: [a, b.c]            | id: {join: a, hash: b} | p.yaml:9: 'id' is a path, a list of paths, or one of",
                "tags: [a, b.c]            | tags: {join: []}      | p.yaml:9: 'tags' is a path, a list of paths, or {join: [...]}",
                "when: {kind: x}           | if: {kind: x}         | p.yaml:12: unknown key 'if'; allowed here: when, then",
                "when: {kind: x}           | when: {$code: x}      | p.yaml:12: '$code' is unknown; a path starts in the event",
                "when: {kind: x}           | when: {kind: {a: b}}  | p.yaml:12: unknown key 'a'; allowed here: prefix, present",
                "when: {kind: x}           | when: {kind: {}}      | p.yaml:12: a condition is a value,",
                "when: {kind: x}           | when: {.kind: x}      | p.yaml:12: '.kind' is not a path",
                "type: sent,               | type: send,           | p.yaml:13: 'send' is not allowed as 'type'; allowed: processed, sent",
                "bounce.type: soft         | bounce.type: weak     | p.yaml:13: 'weak' is not allowed as 'bounce.type'; allowed: hard, soft, block",
                "reason.code: policy       | reason.code: because  | p.yaml:13: 'because' is not allowed as 'reason.code'; allowed: invalid_address",
                "reason.code: policy       | why: policy           | p.yaml:13: unknown key 'why'; allowed here: type,",
                "all-members-except: [z]   | except: [z]           | p.yaml:15: unknown key 'except'; allowed here: all-members-except",
                "all-members-except: [z]   | '  x: [z'             | p.yaml:16: ",
            })
    void shouldNameFileLineAndReason(String good, String bad, String message) {
        String text = GOOD.replace(good, bad);

        assertThat(text).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"''", "'- a'", "text", "'a: &x [*x]'", "'? [a]\n: b'", "'\u0001: a'"})
    void shouldRefuseWhatIsNoProfileAtAll(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidProfile.class).hasMessageStartingWith("p.yaml:1: ");
    }

    private static Profile read(String text) {
        return ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(text)));
    }
}
