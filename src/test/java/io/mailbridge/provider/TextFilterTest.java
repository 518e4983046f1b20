package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilterTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a@b.c                                      | a@b.c",
                "A@B.C                                      | A@B.C",
                "Alice <a@b.c>                              | a@b.c",
                "<a@b.c>                                    | a@b.c",
                "Alice<a@b.c>                               | a@b.c",
                "Alice < a@b.c >                            | a@b.c",
                "\"Doe, Alice\" <a@b.c>                     | a@b.c",
                "\"Doe \\\" <x@y.z>\" <a@b.c>               | a@b.c",
                "Doe, Alice <a@b.c>                         | a@b.c",
                "x@y.z <a@b.c>                              | a@b.c",
                "\"x@y.z\" <a@b.c>                          | a@b.c",
                "=?utf-8?q?Doe,_Alice?= <a@b.c>             | a@b.c",
                "=?utf-8?B?QWxpY2U=?= <a@b.c>               | a@b.c",
                "a@b.c (Alice)                              | a@b.c",
                "Alice (Sales, EMEA) <a@b.c>                | a@b.c",
                "Alice :-( <a@b.c>                          | a@b.c",
                "Alice a@b.c                                | a@b.c",
                "a@b.c <>                                   | a@b.c",
                "a@b.c<mailto:a@b.c>                        | a@b.c",
                "mailto:a@b.c                               | a@b.c",
                "Team: a@b.c, d@e.f;                        | a@b.c",
                "a@b.c; d@e.f                               | a@b.c",
                "Alice <a@b.c, Bob <d@e.f>                  | a@b.c",
                "\"Alice <a@b.c>                            | a@b.c",
                "<@hop.example:a@b.c>                       | a@b.c",
                "<\"a >\"@b.c>                              | \"a >\"@b.c",
                "\"a b\"@b.c                                | \"a b\"@b.c",
                "a@[IPv6:2001:db8::1]                       | a@[IPv6:2001:db8::1]",
                "jürgen@bücher.example                      | jürgen@bücher.example",
                "o'brien@b.c                                | o'brien@b.c",
                // what holds no address
                "alice                                      | alice",
                "Alice Doe                                  | Alice Doe",
                "+15550100                                  | +15550100",
                "device:5f3a                                | device:5f3a",
                "Alice <alice>                              | ",
                "Alice <                                    | ",
                "<>                                         | ",
                "<@>                                        | ",
                "undisclosed-recipients:;                   | ",
                "undisclosed-recipients: ;                  | ",
                "' '                                        | ",
            })
    void shouldFindTheAddress(String text, String address) {
        JsonNode found = apply("address", NODES.textNode(text));

        assertThat(found == null ? null : found.textValue()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a@b.c                                      | [\"a@b.c\"]",
                "a@b.c,d@e.f                                | [\"a@b.c\",\"d@e.f\"]",
                "\"Doe, A\" <a@b.c>, Bob <d@e.f> , g@h.i    | [\"a@b.c\",\"d@e.f\",\"g@h.i\"]",
                "Doe, A <a@b.c>, Bob <d@e.f>                | [\"a@b.c\",\"d@e.f\"]",
                "a@b.c; d@e.f                               | [\"a@b.c\",\"d@e.f\"]",
                "Team: a@b.c, Bob <d@e.f>;, g@h.i           | [\"a@b.c\",\"d@e.f\",\"g@h.i\"]",
                "=?utf-8?q?a@x,_b?= <a@b.c>, d@e.f          | [\"a@b.c\",\"d@e.f\"]",
                "A <a@b.c> B <d@e.f>                        | [\"a@b.c\",\"d@e.f\"]",
                "a@b.c d@e.f                                | [\"a@b.c\",\"d@e.f\"]",
                "a@b.c,, ,d@e.f,                            | [\"a@b.c\",\"d@e.f\"]",
                "undisclosed-recipients:;                   | []",
                "Alice                                      | [\"Alice\"]",
            })
    void shouldFindAllAddresses(String text, String addresses) {
        assertThat(apply("addresses", NODES.textNode(text)).toString()).isEqualTo(addresses);
    }

    @Test
    void shouldFindTheFirstAddressOfAList() throws Exception {
        assertThat(apply("address", read("[null,{'a':'x@y.z'},'<>','A <a@b.c>','d@e.f']")))
                .isEqualTo(NODES.textNode("a@b.c"));
        assertThat(apply("address", read("[]"))).isNull();
    }

    @Test
    void shouldFindTheAddressesOfAList() {
        JsonNode list = NODES.arrayNode()
                .add("A <a@b.c>, d@e.f")
                .add(NODES.objectNode().put("email", "g@h.i"))
                .addNull()
                .add("undisclosed-recipients:;");

        assertThat(apply("addresses", list).toString()).isEqualTo("[\"a@b.c\",\"d@e.f\",{\"email\":\"g@h.i\"},null]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "split ,               | a, b c ,,d                  | [\"a\",\"b c\",\"d\"]",
                "split ;               | a, b                        | [\"a, b\"]",
                "split ::              | a::b:c                      | [\"a\",\"b:c\"]",
                "split ,               | ' , '                       | []",
                "between < >           | <m@x>                       | \"m@x\"",
                "between < >           | m@x                         | \"m@x\"",
                "between < >           | >m@x<                       | \">m@x<\"",
                "between ( )           | bounced (550 (a) gsmtp)     | \"550 (a) gsmtp\"",
                "between ( )           | bounced (550                | \"bounced (550\"",
                "between [ ]           | []                          | \"\"",
                "after (               | bounced (550                | \"550\"",
                "as Open               | x                           | \"Open\"",
                "as two words          | x                           | \"two words\"",
            })
    void shouldTakeTextsApart(String filter, String text, String result) {
        assertThat(apply(filter, NODES.textNode(text)).toString()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'name':'To','value':1},{'name':'Message-Id','value':'m@x'},{'name':'message-id','value':'n'}]",
                "[{'Name':'Message-ID','Value':'m@x'}]",
                "[{'key':'message-id','value':'m@x'}]",
                "[{'Key':'MESSAGE-ID','Value':'m@x'}]",
                "[['To','a'],['Message-Id','m@x'],'odd',['Message-Id']]",
                "[7,{},[],{'name':'message-id'},{'name':'message-id','value':'m@x'}]",
                "{'message-id':'m@x'}",
                "{'a':1,'MESSAGE-ID':'m@x'}",
            })
    void shouldFindANamedValue(String json) throws Exception {
        assertThat(apply("named Message-ID", read(json))).isEqualTo(NODES.textNode("m@x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "'Message-ID'", "1", "null", "[['Message-ID']]", "[{'name':1,'value':2}]"})
    void shouldFindNoNamedValue(String json) throws Exception {
        assertThat(apply("named Message-ID", read(json))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"address", "addresses", "split ,", "between < >", "after x", "json"})
    void shouldPassOnWhatIsNoText(String filter) throws Exception {
        for (String json : List.of("{'a':'b@c'}", "1", "null", "true")) {
            assertThat(apply(filter, read(json))).isEqualTo(read(json));
        }
    }

    @Test
    void shouldNameWhatIsThere() throws Exception {
        for (String json : List.of("1", "false", "[]", "{'a':1}")) {
            assertThat(apply("as Open", read(json))).isEqualTo(NODES.textNode("Open"));
        }
        assertThat(apply("as Open", read("null"))).isNull();
        assertThat(apply("as Open", NODES.textNode(" "))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"split", "between", "between <", "between < > x", "named", "after", "adress", "json x", ""})
    void shouldRefuseWhatIsNoFilter(String filter) {
        assertThatThrownBy(() -> TextFilter.of(filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + filter + "' is not a filter; allowed: address, addresses, after TEXT,"
                        + " as NAME, between MARK MARK, json, named NAME, split MARK");
    }

    /** What looks at each rest of the text again takes minutes for these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "\"", "\\\"", "<", "=?", "=?a?b?", "a@b,", "a@b ", "<a@b>", ":", "@", "a:", "(<", "\"(", "a@[:"
            })
    void shouldTakeAHostileTextInLittleTime(String part) {
        String text = part.repeat(300_000 / part.length());
        Instant start = Instant.now();

        JsonNode found = apply("addresses", NODES.textNode(text));

        assertThat(found.size()).isLessThanOrEqualTo(RequestSplitter.MAX_EVENTS + 1);
        assertThat(apply("split " + part, NODES.textNode("x" + text)).size()).isOne();
        assertThat(apply("split ,", NODES.textNode("a,".repeat(100_000)))).hasSize(1_000);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private static JsonNode apply(String filter, JsonNode node) {
        return TextFilter.of(filter).apply(node);
    }

    private static JsonNode read(String json) throws Exception {
        return io.mailbridge.event.JsonCodec.mapper().readTree(json.replace('\'', '"'));
    }
}
