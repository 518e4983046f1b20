package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.EmailEvent;
import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event for each recipient, whether the platform lists them or writes them into a text. */
class RecipientsTest {
    private final Profile profile = ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader("""
            description: Postbox
            content-types: [application/json]
            body: {shape: object}
            recipients: [one, "to | addresses"]
            fields:
              id: id
              provider_event: kind
              recipient: "$recipient | address"
              message_id: "headers | json | named Message-ID | between < >"
            types:
              all: [{then: {type: sent}}]
            metadata:
              from: [pairs, lists, "text | json"]
            """)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'to':'A <a@b.c>, \\u0022D, E\\u0022 <d@e.f>'  | a@b.c d@e.f | p:1:0 p:1:1",
                "'to':['A <a@b.c>','d@e.f, g@h.i']             | a@b.c d@e.f g@h.i | p:1:0 p:1:1 p:1:2",
                "'to':'a@b.c'                                  | a@b.c       | p:1:0",
                "'one':'A <a@b.c>','to':'d@e.f, g@h.i'         | a@b.c       | p:1",
                "'one':'','to':'d@e.f'                         | d@e.f       | p:1:0",
                "'one':null,'to':'undisclosed-recipients:;'    | null        | p:1:0",
                "'to':{'a':'b@c'}                              | null        | p:1:0",
            })
    void shouldMakeAnEventForEach(String members, String recipients, String ids) {
        List<EmailEvent> events = normalize("'id':1," + members);

        assertThat(events.stream().map(EmailEvent::recipient).map(String::valueOf))
                .containsExactly(recipients.split(" "));
        assertThat(events.stream().map(EmailEvent::id)).containsExactly(ids.split(" "));
    }

    @Test
    void shouldNotTakeTheRecipientsForMetadata() {
        Profile all = ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader("""
                description: Postbox
                content-types: [application/json]
                body: {shape: object}
                recipients: ["to | addresses"]
                fields: {provider_event: kind, recipient: $recipient}
                types: {}
                metadata: {all-members-except: []}
                """)));

        assertThat(Normalizing.event(all, "{'kind':'x','to':'a@b.c','order':1}").metadata())
                .hasToString("{order=1}");
    }

    @Test
    void shouldRefuseATextWithTooMany() {
        String addresses = String.join(",", Collections.nCopies(10_001, "a@b"));

        assertThatThrownBy(() -> normalize("'to':'" + addresses + "'")).isInstanceOf(UnreadableBody.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'pairs':[{'Key':'a','Value':1},{'name':'b','value':null}] | {a=1, b=null}",
                "'lists':[['a',1],['b',[2]]]                               | {a=1, b=[2]}",
                "'lists':[['a',1],['b']]                                   | {lists=[['a',1],['b']]}",
                "'text':'[{\\u0022key\\u0022:\\u0022a\\u0022,\\u0022value\\u0022:\\u0022b\\u0022}]' | {a='b'}",
                "'pairs':[{'name':'a'}]                                    | {pairs=[{'name':'a'}]}",
                "'pairs':[]                                                | {}",
            })
    void shouldTakeNamedValuesAsMetadata(String members, String metadata) {
        assertThat(normalize(members).get(0).metadata().toString().replace('"', '\''))
                .isEqualTo(metadata);
    }

    @Test
    void shouldReadTheOriginalHeaders() {
        assertThat(normalize("'headers':'[[\\u0022message-id\\u0022,\\u0022<m@x>\\u0022]]'")
                        .get(0)
                        .messageId())
                .isEqualTo("m@x");
    }

    private List<EmailEvent> normalize(String members) {
        return Normalizing.normalize(profile, "{'kind':'x'," + members + "}").events();
    }
}
