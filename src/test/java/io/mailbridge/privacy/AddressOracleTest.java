package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** What a library that marks up addresses finds, is found for the pseudonyms, too. */
class AddressOracleTest {
    private static final LinkExtractor LIBRARY =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.EMAIL)).build();

    /** In any text more than the library finds may be replaced, but not less. The library decodes nothing, and takes pictures as letters. */
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void shouldLeaveNoAddressThatTheLibraryFinds(@ForAll("texts") String text) {
        String replaced = AddressScanner.of(text).replace(address -> " ");

        assertThat(theirs(replaced)).as(text).noneMatch(AddressOracleTest::hasName);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldFindTheSameAmongWords(@ForAll("sentences") String text) {
        assertThat(ours(text)).as(text).isEqualTo(theirs(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return joined(
                "ann",
                "bob",
                "x",
                "7",
                "é",
                "ü",
                "例",
                "@",
                "@",
                "@",
                ".",
                ".",
                "example",
                "com",
                "co.uk",
                "-",
                "_",
                "+",
                "'",
                "!",
                "#",
                "$",
                "&",
                "*",
                "/",
                "=",
                "?",
                "^",
                "`",
                "{",
                "|",
                "}",
                "~",
                " ",
                ",",
                ";",
                ":",
                "<",
                ">",
                "(",
                ")",
                "[",
                "]",
                "\"",
                "%",
                "\n",
                "mailto:",
                "https://");
    }

    @Provide
    Arbitrary<String> sentences() {
        Arbitrary<String> words = Arbitraries.of(
                "ann",
                "@ann",
                "a@b",
                "example.com",
                "ann@example.com",
                "bob.smith@mail.example.co.uk",
                "x-1@ex-ample.com",
                "ann+tag@example.com",
                "jürgen@bücher.example",
                "_x_@example.com",
                "https://example.com/");
        Arbitrary<String> marks =
                Arbitraries.of(" ", ", ", "; ", " <", "> ", " (", ") ", "\n", ": ", ". ", "? ", "! ", "\"");
        return Combinators.combine(words, marks)
                .as(String::concat)
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> joined(String... parts) {
        return Arbitraries.of(parts).list().ofMaxSize(30).map(chosen -> String.join("", chosen));
    }

    /** For us = / ? % precede an address and are no part of it, and & is one at the end of a name only. */
    private static boolean hasName(String address) {
        String local = address.substring(0, address.lastIndexOf('@'));
        return local.replaceAll("(?s)^.*([=/?%]|&(?!&*$))", "").matches("(?s).*[\\p{L}\\p{N}_].*");
    }

    private static List<String> ours(String text) {
        List<String> found = new ArrayList<>();
        AddressScanner.of(text).replace(address -> {
            found.add(address);
            return null;
        });
        return found;
    }

    private static List<String> theirs(String text) {
        List<String> found = new ArrayList<>();
        for (LinkSpan link : LIBRARY.extractLinks(text)) {
            found.add(text.substring(link.getBeginIndex(), link.getEndIndex()));
        }
        return found;
    }
}
