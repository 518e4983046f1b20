package io.mailbridge.signature;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Bodies and values that a library may treat in a way of its own: formats, escapes, lines, what is not ASCII. */
final class OddTexts {
    private OddTexts() {}

    static Arbitrary<String> any() {
        return Arbitraries.of(
                        "a",
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "\"event\":",
                        ",",
                        ":",
                        ".",
                        " ",
                        "\n",
                        "\r\n",
                        "\t",
                        "\\",
                        "\\u00e9",
                        "%",
                        "%s",
                        "%0A",
                        "+",
                        "&",
                        "=",
                        "/",
                        "\u0000",
                        "é",
                        "€",
                        "\u2028",
                        "\ud83d\udce7",
                        "null",
                        "1767693740")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
