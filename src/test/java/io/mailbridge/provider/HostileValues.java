package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Values that no platform documents: wrong types, ends of ranges, and texts that break readers of dates and codes. */
final class HostileValues {
    /** Part of hostile texts; must be in no message. */
    static final String SECRET = "s3cret";

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final List<String> TEXTS = List.of(
            "",
            "  ",
            "null",
            "true",
            "[]",
            "{}",
            "[1",
            "{\"a\":",
            "{\"" + SECRET + "\":[]}",
            "[\"" + SECRET + "\"]",
            "[".repeat(2000),
            "NaN",
            "-Infinity",
            "1e999999999",
            "-999999999999999999",
            "999999999999999999.9",
            "99999999999",
            "0001-01-01T00:00:00Z",
            "2026-02-30T25:61:61+99:99",
            "2026-01-06T09:02:06-18:00",
            "2026-01-06 09:02",
            "550",
            "550 5.1.1 " + SECRET,
            "smtp;",
            "smtp; 5.1.1",
            "5.999.999",
            "after (x",
            "::",
            "*",
            "$recipient",
            SECRET + "@example.com",
            "\"A, B\" <" + SECRET + "@example.com>, (c <d@e.f>; g: h@i.j;",
            "<\"=?a?b?",
            "a@b,".repeat(3000),
            "[[\"Message-Id\",\"<" + SECRET + "@x>\"],[\"a\"],{\"name\":\"a\",\"value\":[]}]",
            "\u0000\u001f\u2028",
            "\ud83d",
            "\ud83dx",
            "x\ude00",
            "\u0130",
            SECRET.repeat(3000));
    private static final List<JsonNode> ALL =
            Stream.concat(TEXTS.stream().map(NODES::textNode), nodes()).toList();

    private HostileValues() {}

    /** A fresh value. */
    static JsonNode of(int choice) {
        return ALL.get(choice % ALL.size()).deepCopy();
    }

    private static Stream<JsonNode> nodes() {
        JsonNode deep = NODES.textNode(SECRET);
        for (int i = 0; i < 900; i++) {
            deep = i % 2 == 0 ? NODES.arrayNode().add(deep) : NODES.objectNode().set("a", deep);
        }
        return Stream.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.booleanNode(false),
                NODES.numberNode(0),
                NODES.numberNode(-1),
                NODES.numberNode(Long.MIN_VALUE),
                NODES.numberNode(new BigInteger("9".repeat(999))),
                NODES.numberNode(new BigDecimal("1e999999999")),
                NODES.numberNode(new BigDecimal("-1e-999999999")),
                NODES.numberNode(new BigDecimal("1767690126." + "1".repeat(900))),
                NODES.arrayNode(),
                NODES.objectNode(),
                NODES.arrayNode().add(NODES.arrayNode()),
                NODES.arrayNode().addNull().add(SECRET).add(1),
                NODES.objectNode().put("", ""),
                NODES.objectNode().put("name", SECRET).put("value", SECRET),
                NODES.arrayNode().add(NODES.objectNode().put("name", SECRET).putNull("value")),
                deep);
    }
}
