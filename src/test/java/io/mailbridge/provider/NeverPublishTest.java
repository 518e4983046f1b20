package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key in the body, or the text of a mail, is in no record, no dead letter of an event, and no log line. */
class NeverPublishTest {
    private static final String SECRET = "n7Example9Secret4Key";
    private static final String TEXT = """
            description: Postbox
            content-types: [application/json, application/x-www-form-urlencoded]
            body:
              shape: object
              form: event
              envelopes:
                - {when: {list: {present: true}}, events: list.*.events}
            control-messages:
              - {name: verification, when: {type: verify}, action: log-verification}
              - {name: ping, when: {type: ping}}
            never-publish: [Key, mail.body, mail.parts.*.text, "$envelope.auth", "$envelope.list.*.token", "'x.y'"]
            fields:
              provider_event: e
              subject: [Key, mail.body]
            types: {common-names: true}
            metadata: {all-members-except: []}
            """;

    private final Profile postbox = read(TEXT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'e':'opened','Key':'S','a':1}                                    | {'e':'opened','a':1}",
                "{'e':'opened','mail':{'body':'S','to':'x'}}                       | {'e':'opened','mail':{'to':'x'}}",
                "{'e':'opened','mail':{'parts':[{'text':'S','n':1},7,{'n':2}]}}    | {'e':'opened','mail':{'parts':[{'n':1},7,{'n':2}]}}",
                "{'e':'opened','mail':{'parts':{'p':{'text':{'x':'S'}}}}}          | {'e':'opened','mail':{'parts':{'p':{}}}}",
                "{'e':'opened','x.y':'S','x':{'y':1}}                              | {'e':'opened','x':{'y':1}}",
                "{'e':'opened','auth':'S'}                                         | {'e':'opened'}",
                "{'list':[{'token':'S','events':[{'e':'opened','Key':'S','auth':'own'}]}],'auth':'S'} | {'e':'opened','auth':'own'}",
                "e=opened&Key=S&mail[body]=S&mail[to]=x                            | {'e':'opened','mail':{'to':'x'}}",
            })
    void shouldPublishAnEventWithoutThem(String body, String raw) throws IOException {
        EmailEvent event = normalize(json(body)).events().get(0);

        assertThat(event.raw()).hasToString(json(raw));
        assertThat(event.subject()).isNull();
        assertThat(new EventWriter().write(event)).asString(UTF_8).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Key':'S','mail':{'body':'S'}}",
                "{'auth':'S','list':[{'token':'S'}]}",
                "{'auth':'S','list':[{'token':'S','events':[{'Key':'S'},[7],{'e':'opened','Key':'S'}]},{'token':'S'}]}",
                "Key=S&mail[body]=S",
            })
    void shouldKeepThemOutOfDeadLetters(String body) throws IOException {
        List<Rejection> rejected = normalize(json(body)).rejected();

        assertThat(rejected).isNotEmpty().allSatisfy(rejection -> assertThat(rejection.raw())
                .asString(UTF_8)
                .doesNotContain(SECRET, "auth", "token"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'Key':'S','a':1}]                                      | [{'a':1}]",
                "{'list':[{'token':'S','events':[{'Key':'S','a':1}]}]}    | {'list':[{'events':[{'a':1}]}]}",
                "Key=S&a=1                                                | {'a':'1'}",
                "7                                                        | 7",
                "''                                                       | ''",
                // what cannot be read is kept as it came
                "{'Key':'S'                                               | {'Key':'S'",
            })
    void shouldTakeThemOutOfWholeBodies(String body, String kept) {
        assertThat(postbox.withoutSecrets(json(body).getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(json(kept));
        byte[] same = body.getBytes(UTF_8);
        assertThat(Normalizing.profile("generic").withoutSecrets(same)).isSameAs(same);
    }

    /** The log shows what the operator needs; a reply may need the key. */
    @Test
    void shouldKeepThemOutOfWhatIsLogged() throws IOException {
        Stream<String> logged = Stream.of("verify", "ping")
                .map(type ->
                        setupMessage("{'type':'" + type + "','Key':'S','a':1}").toString());

        assertThat(logged).containsExactly(json("{'type':'verify','a':1}"), json("{'type':'ping','Key':'S','a':1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.0", "$recipient.a", "$header.a", "$outer.a", "a | json", "$envelope"})
    void shouldRefuseWhatCannotBeTakenOut(String path) {
        assertThatThrownBy(() -> read(TEXT.replace("[Key,", "['" + path + "',")))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageStartingWith(
                        "p.yaml:11: '" + path.replaceFirst(" \\|.*", "") + "' is no member that can be");
    }

    private JsonNode setupMessage(String body) {
        try {
            return normalize(json(body)).setupMessages().get(0).content();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Normalized normalize(String body) throws IOException {
        JsonNode tree = JsonCodec.mapper().readTree(postbox.json(body.getBytes(UTF_8)));
        return postbox.normalize(tree, new Origin("s", Normalizing.RECEIVED_AT, true));
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace("S", SECRET);
    }

    private static Profile read(String text) {
        return ProfileReader.read("postbox", YamlSection.parse("p.yaml", new StringReader(text)));
    }
}
