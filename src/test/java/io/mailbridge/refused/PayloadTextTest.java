package io.mailbridge.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is found in whatever case, by the same rules in a topic and in a table. */
class PayloadTextTest {
    @ParameterizedTest
    @CsvSource({
        "spring, true",
        "SPRING Sale, true",
        "ärger & ÖL, true",
        "(50 %), true",
        "244, false",
        "spring.sale, false",
        "summer, false",
    })
    void shouldFind(String text, boolean isThere) {
        byte[] value = "{\"name\":\"Spring sale (50 %), Ärger & Öl\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(new PayloadText(text).isIn(value)).isEqualTo(isThere);
        String asPostgresReadsIt = new String(value, StandardCharsets.ISO_8859_1);
        assertThat(Pattern.compile(new PayloadText(text).pattern())
                        .matcher(asPostgresReadsIt)
                        .find())
                .isEqualTo(isThere);
    }
}
