package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform that keeps the sender's values in one place in one kind of event, and in another in the other. */
class MetadataTest {
    private static final String PROFILE = """
            description: Postbox
            content-types: [application/json]
            body: {shape: object}
            fields:
              id: {first: [token.1, token], join: [id, time]}
              provider_event: kind
            types:
              all: [{then: {type: sent}}]
            metadata:
              - {when: {token: {present: true}}, all-members-except: [own], except-prefix: my-}
              - {when: {vars: {present: true}}, from: [vars], except-prefix: x}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'token':'t','own':1,'my-a':2,'b':3,'vars':{'c':4} | {b=3, vars={'c':4}}",
                "'b':3,'vars':{'c':4,'x1':5}                       | {c=4}",
                "'b':3                                             | {}",
            })
    void shouldTakeTheFirstRowThatHolds(String members, String metadata) {
        assertThat(Normalizing.event(profile(PROFILE), "{'kind':'x'," + members + "}")
                        .metadata()
                        .toString()
                        .replace('"', '\''))
                .isEqualTo(metadata);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'token':'t','id':1,'time':2       | p:t",
                "'token':['s','t'],'id':1,'time':2 | p:t",
                "'id':1,'time':2                   | p:1:2",
                "'token':' ','id':1,'time':2       | p:1:2",
            })
    void shouldJoinOnlyWithoutTheFirst(String members, String id) {
        assertThat(Normalizing.event(profile(PROFILE), "{'kind':'x'," + members + "}")
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join: [id, time]    | hash: [id]          | p.yaml:5: 'first' wins over 'join'",
                "', join: [id, time]' | ''                 | p.yaml:5: 'id' is a path, a list of paths, or",
                "from: [vars]        | form: [vars]        | p.yaml:11: unknown key 'form'; allowed here: when, all-members-except",
                "from: [vars]        | from: [vars], all-members-except: [] | p.yaml:11: unknown key 'all-members-except'",
                "{token: {present: true}} | {$provider_event: x} | p.yaml:10: '$provider_event' is unknown",
            })
    void shouldSayWhatIsNotAllowed(String good, String bad, String message) {
        assertThat(PROFILE).contains(good);
        assertThatThrownBy(() -> profile(PROFILE.replace(good, bad))).hasMessageStartingWith(message);
    }

    @Test
    void shouldTakeTheGoodOne() {
        assertThat(profile(PROFILE).description()).isEqualTo("Postbox");
    }

    private static Profile profile(String text) {
        return ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(text)));
    }
}
