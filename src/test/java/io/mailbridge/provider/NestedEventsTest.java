package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.EmailEvent;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists in lists: each event in them becomes one, and what is none a dead letter. */
class NestedEventsTest {
    private static final String TEXT = """
            description: Postbox
            content-types: [application/json]
            body:
              shape: object
              envelopes:
                - {events: PATH}
            fields:
              provider_event: e
              message_id: m
              id: [$outer.id, i]
              campaign.name: $envelope.name
            types: {common-names: true}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.*.b      | {'a':[{'b':[{'e':'1'},{'e':'2'}]},{'b':[{'e':'3'}]}]} | 1 2 3",
                "a.*.b      | {'a':[{'b':{'e':'1'}},{'b':{'e':'2'}}]}               | 1 2",
                "a.*.b      | {'a':{'x':{'b':{'e':'1'}},'y':{'b':[{'e':'2'}]}}}     | 1 2",
                "a.*.b.*.c  | {'a':[{'b':[{'c':[{'e':'1'}]},{'c':{'e':'2'}}]}]}     | 1 2",
                "a          | {'a':[[{'e':'1'},{'e':'2'}],[],[[{'e':'3'}]]]}        | 1 2 3",
                "a.*        | {'a':[[{'e':'1'}],{'e':'2'}]}                         | 1 2",
                "a.*.*.*    | {'a':{'x':[{'y':{'e':'1'}}]}}                         | 1",
                "a          | {'a':[]}                                              | ''",
                "a.*.b      | {'a':[{'b':[]}]}                                      | ''",
                // what a dead letter holds of such a request
                "a.*.b      | {'e':'1'}                                             | 1",
            })
    void shouldTakeEachEvent(String path, String body, String names) {
        Normalized normalized = Normalizing.normalize(postbox(path), body);

        assertThat(normalized.rejected()).isEmpty();
        assertThat(normalized.events().stream().map(EmailEvent::providerEvent)).containsExactly(split(names));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.*.b    | {'a':[{'b':[{'e':'1'}]},{'c':[{'e':'2'}]}]}       | 1   | no_event",
                "a.*.b    | {'a':[{'b':[{'e':'1'}]},{'b':null}]}              | 1   | no_event",
                "a.*.b    | {'a':[{'b':[{'e':'1'}]},7,null]}                  | 1   | no_event",
                "a.*.b.*  | {'a':[{'b':[{'e':'1'}]},{'b':'x'}]}               | 1   | no_event",
                "a.*.b.*  | {'a':[{'b':[{'e':'1'}]},{'b':[]}]}                | 1   | no_event",
                "a.*.b    | {'a':[]}                                          | ''  | no_event",
                "a.*.b    | {'a':[{'b':'[{'}]}                                | ''  | event_not_json",
                "a.*.b    | {'a':[{'b':[{'e':'1'}]},{'b':'{'}]}               | 1   | event_not_json",
                "a.*.b    | {'a':[{'b':[{'e':'1'},7,[null]]}]}                | 1   | not_an_object not_an_object",
                "a.*.b    | {'a':[{'b':[{'e':'1'},{'f':'2'}]}]}               | 1   | no_event_name",
                "a.*.b    | {'x':1}                                           | ''  | no_event",
                "a.*      | {'a':[{'e':'1'},null,'x']}                        | 1   | not_an_object not_an_object",
            })
    void shouldLoseNothingThatIsNoEvent(String path, String body, String names, String reasons) {
        Normalized normalized = Normalizing.normalize(postbox(path), body);

        assertThat(normalized.events().stream().map(EmailEvent::providerEvent)).containsExactly(split(names));
        assertThat(normalized.rejected().stream().map(Rejection::reason)).containsExactly(reasons.split(" "));
        if (reasons.matches("no_event|event_not_json")) {
            assertThat(normalized.rejected().get(0).raw())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(body.replace('\'', '"'));
        }
    }

    @Test
    void shouldReadWhatIsAroundTheEvent() {
        List<EmailEvent> events = Normalizing.normalize(
                        postbox("a.*.b.*.c"),
                        "{'name':'n','a':[{'id':'x','b':[{'id':'inner','c':[{'e':'1'}]}]},{'b':[{'c':{'e':'2','i':'y'}}]}]}")
                .events();

        assertThat(events).extracting(EmailEvent::id).containsExactly("postbox:x", "postbox:y");
        assertThat(events).extracting(event -> event.campaign().name()).containsOnly("n");
    }

    @Test
    void shouldTakeAllEventsOfAnElementOfSparkPost() {
        Normalized normalized = Normalizing.normalize(
                Normalizing.profile("sparkpost"),
                "[{'msys':{'message_event':{'type':'delivery','event_id':'1'},'track_event':{'type':'open','event_id':'2'}}}]");

        assertThat(normalized.events()).extracting(EmailEvent::id).containsExactly("sparkpost:1", "sparkpost:2");
        assertThat(normalized.rejected()).isEmpty();
    }

    /** A dead letter of one event holds the event alone. */
    @Test
    void shouldTakeAnEventWithoutItsEnvelope() {
        Profile sparkPost = Normalizing.profile("sparkpost");
        Rejection rejected = Normalizing.normalize(sparkPost, "[{'msys':{'message_event':{'event_id':'1'}}}]")
                .rejected()
                .get(0);
        String mended = new String(rejected.raw(), StandardCharsets.UTF_8).replace("{", "{\"type\":\"delivery\",");

        String body = new String(sparkPost.bodyOf(mended.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        assertThat(Normalizing.normalize(sparkPost, body).events())
                .extracting(EmailEvent::id)
                .containsExactly("sparkpost:1");
    }

    @Test
    void shouldTakeAllTagsAndMetadata() {
        Profile profile = read(TEXT.replace("PATH", "a").replace("fields:", """
                metadata:
                  from: [pairs.*.values, list.*.x]
                fields:
                  tags: list.*.tag"""));

        EmailEvent event = Normalizing.event(
                profile,
                "{'a':{'e':'1','list':[{'tag':'s','x':1},{'tag':['t','u'],'x':[2,3]},{}],"
                        + "'pairs':[{'values':{'p':1}},{'values':[{'name':'q','value':2}]}]}}");

        assertThat(event.tags()).containsExactly("s", "t", "u");
        assertThat(event.metadata()).hasToString("{p=1, q=2, x=[1,2,3]}");
    }

    /** Events that differ only in the second element would get one id, and consumers would drop one of them. */
    @Test
    void shouldHashAllThatDistinguishesAnEvent() {
        Profile profile = read(TEXT.replace("PATH", "a").replace("id: [$outer.id, i]", "id: {hash: [\"to.*\"]}"));

        assertThat(Normalizing.event(profile, "{'a':{'e':'1','to':['x','y']}}").id())
                .isNotEqualTo(Normalizing.event(profile, "{'a':{'e':'1','to':['x','z']}}")
                        .id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'e.v'.'x y'        | {`e.v`:{`x y`:`1`}}",
                "'$e'.a             | {`$e`:{`a`:`1`}}",
                "a.'*'              | {`a`:{`b`:`2`,`*`:`1`}}",
                "'a,b'.c            | {`a,b`:{`c`:`1`}}",
                "it's.'t'           | {`it's`:{`t`:`1`}}",
                "'e.v'.0.b          | {`e.v`:[{`b`:`1`}]}",
                "a b.c              | {`a b`:{`c`:`1`}}",
            })
    void shouldReadQuotedNames(String path, String event) {
        Path compiled = Path.of(path);

        assertThat(Scalars.text(compiled.read(Scope.of(AnyJson.read(event.replace('`', '"')), name -> null))))
                .isEqualTo("1");
        assertThat(compiled).hasToString(path);
    }

    @Test
    void shouldReadFiltersAfterAQuotedName() {
        Path path = Path.of("'a | b' | after x | split ,");

        assertThat(path.read(Scope.of(AnyJson.read("{\"a | b\":\"-x1,2\"}"), name -> null)))
                .hasToString("[\"1\",\"2\"]");
        assertThat(path.lastName()).isEqualTo("a | b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"'a", "'a'b", "''", "a.''", "'a'.", "a.'b", "'a'.b'.", ".", "~~", "a..b", "$outer..a", "'$envelope"
            })
    void shouldRefuseWhatIsNoPath(String path) {
        assertThatThrownBy(() -> Path.of(path)).hasMessageContaining("is not a path: names joined with single dots");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.0          | p.yaml:6: 'a.0' takes one element and loses the others",
                "a.*.0.b      | p.yaml:6: 'a.*.0.b' takes one element and loses the others",
                "$recipient.a | p.yaml:6: '$recipient.a' is no part of the element",
                "$header.a    | p.yaml:6: '$header.a' is no part of the element",
            })
    void shouldRefuseWhatWouldLoseEvents(String path, String message) {
        assertThatThrownBy(() -> postbox(path))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageStartingWith(message);
    }

    private static String[] split(String names) {
        return names.isEmpty() ? new String[0] : names.split(" ");
    }

    private static Profile postbox(String path) {
        return read(TEXT.replace("PATH", path));
    }

    private static Profile read(String text) {
        return ProfileReader.read("postbox", YamlSection.parse("p.yaml", new StringReader(text)));
    }
}
