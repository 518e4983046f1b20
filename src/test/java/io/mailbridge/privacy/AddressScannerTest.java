package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressScannerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann@example.com | [ann@example.com]",
                "Ann <ann@example.com>, bob | Ann <[ann@example.com]>, bob",
                "mailto:ann@example.com?subject=x | mailto:[ann@example.com]?subject=x",
                "to ann@example.com. Next | to [ann@example.com]. Next",
                "ann@example.com... | [ann@example.com]...",
                "a@b.c,d@e.f;g@h.i | [a@b.c],[d@e.f];[g@h.i]",
                "https://x.example/u?m=ann@example.com&n=1 | https://x.example/u?m=[ann@example.com]&n=1",
                "https://x.example/u?m=ann%40example.com&n=1 | https://x.example/u?m=[ann@example.com]&n=1",
                "m=ann%2Btag%40example.com | m=[ann+tag@example.com]",
                "m=%22ann%40example.com%22 | m=%22[ann@example.com]%22",
                "m=caf%C3%A9%40example.com | m=[café@example.com]",
                "ann+tag.x_1@mail.example-2.co.uk | [ann+tag.x_1@mail.example-2.co.uk]",
                "jürgen@bücher.example | [jürgen@bücher.example]",
                "ann\\u0040example.com | [ann@example.com]",
                "'ann@example.com' | '[ann@example.com]'",
            })
    void shouldFindAddresses(String text, String expected) {
        assertThat(marked(text.strip())).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b.c",
                "a@b",
                "a @b.c",
                "100%40",
                "@ann on twitter",
                "a@.b",
                "a@-.",
                "%4",
                "\\u004"
            })
    void shouldLeaveOtherTextsAsTheyAre(String text) {
        assertThat(AddressScanner.ofText().replace(text, List.of(), address -> "[" + address + "]"))
                .isSameAs(text);
    }

    @Test
    void shouldKeepMessageIds() {
        String text = "<2026.1.4F@mail.example.com> to ann@example.com";

        assertThat(AddressScanner.ofText().replace(text, List.of("2026.1.4F@mail.example.com"), address -> "?"))
                .isEqualTo("<2026.1.4F@mail.example.com> to ?");
    }

    @Test
    void shouldKeepAllOtherBytes() {
        byte[] raw = {'{', (byte) 0xff, 0, 'a', '@', 'b', '.', 'c', ',', (byte) 0xc3};
        String text = new String(raw, StandardCharsets.ISO_8859_1);

        String replaced = AddressScanner.ofBytes().replace(text, List.of(), address -> "X");

        assertThat(replaced.getBytes(StandardCharsets.ISO_8859_1))
                .containsExactly('{', (byte) 0xff, 0, 'X', ',', (byte) 0xc3);
    }

    /** Each of these took minutes if the time grew with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = {"@", "a", "a@", "a@b.", "%40", "a%2B", "\\u0040", ".", "=@"})
    void shouldTakeLinearTime(String part) {
        String text = part.repeat(2_000_000 / part.length());

        Assertions.assertThatNoException()
                .isThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20),
                        () -> AddressScanner.ofText().replace(text, List.of("a@b"), address -> "x")));
    }

    private static String marked(String text) {
        return AddressScanner.ofText().replace(text, List.of(), address -> "[" + address + "]");
    }
}
