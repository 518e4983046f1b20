package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
                "_ann@my_host.example.com_ | [_ann@my_host.example.com]_",
                "?m=ann%2Btag@example.com | ?m=[ann+tag@example.com]",
                "?to=%2Fu%3Fm%3Dann%2540example.com%26x | ?to=%2Fu%3Fm%3D[ann@example.com]%26x",
                "?m=ann%252Btag%252540example.com | ?m=[ann+tag@example.com]",
                "ann&@example.com, ?m=ann%26%26%40example.com | [ann&@example.com], ?m=[ann&&@example.com]",
                "ann%40b%C3%BCcher%2Eexample | [ann@bücher.example]",
                "j\\u00fcrgen@b\\u00fccher.example\\n | [jürgen@bücher.example]\\n",
                "to:\\nann@example.com\\r | to:\\n[ann@example.com]\\r",
                "%22to%22%3A%22%5Cnann%5Cu0040example.com%22 | %22to%22%3A%22%5Cn[ann@example.com]%22",
                "“ann@example.com” 📧ann@example.com | “[ann@example.com]” 📧[ann@example.com]",
                "1\u00bd\u00a0ann@example.com\u00a0x | 1\u00bd\u00a0[ann@example.com]\u00a0x",
                "ju\u0308rgen@example.com | [ju\u0308rgen@example.com]",
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
                "&@b.c",
                "https://a.example/@b.c",
                "?to=@b.c",
                "*@b.c",
                "a@-.",
                "%4",
                "\\u004"
            })
    void shouldLeaveOtherTextsAsTheyAre(String text) {
        assertThat(AddressScanner.of(text).replace(address -> "[" + address + "]"))
                .isSameAs(text);
    }

    @Test
    void shouldLeaveAddressesWithoutReplacement() {
        String text = "<2026.1.4F@mail.example.com> to ann@example.com";

        assertThat(AddressScanner.of(text).replace(address -> address.startsWith("ann") ? "?" : null))
                .isEqualTo("<2026.1.4F@mail.example.com> to ?");
    }

    @Test
    void shouldKeepAllOtherBytes() {
        byte[] raw = {'{', (byte) 0xff, 0, 'a', '@', 'b', '.', 'c', ',', (byte) 0xc3};
        String text = new String(raw, StandardCharsets.ISO_8859_1);

        String replaced = AddressScanner.ofBytes(text).replace(address -> "X");

        assertThat(replaced.getBytes(StandardCharsets.ISO_8859_1))
                .containsExactly('{', (byte) 0xff, 0, 'X', ',', (byte) 0xc3);
    }

    /** Each of these would take minutes if the time grew with the square of the length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a",
                "a@",
                "a@b.",
                "%40",
                "a%2B",
                "\\u0040",
                ".",
                "=@",
                "\\",
                "%",
                "%25",
                "%5C",
                "%2540",
                "a%40b%2E"
            })
    void shouldTakeLinearTime(String part) {
        String text = part.repeat(5_000_000 / part.length());

        Assertions.assertThatNoException()
                .isThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> AddressScanner.of(text).replace(address -> "x")));
    }

    private static String marked(String text) {
        return AddressScanner.of(text).replace(address -> "[" + address + "]");
    }
}
