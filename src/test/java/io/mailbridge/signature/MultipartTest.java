package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a form as senders write them; what is cut off is no form. */
class MultipartTest {
    private static final String PART = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    private static final int MEGABYTES = 5_000_000;

    @Test
    void shouldReadTextsInTheirOrder() {
        assertThat(fields(PART.formatted("a", "1") + PART.formatted("b", "x\r\ny\r\n--C") + PART.formatted("a", "")
                        + "--B--\r\n"))
                .isEqualTo("a=1|b=x\r\ny\r\n--C|a=");
        assertThat(fields((PART.formatted("a", "1") + PART.formatted("b", "") + "--B--").replace("\r", "")))
                .isEqualTo("a=1|b=");
        assertThat(fields("--B \r\nX: y\r\ncontent-disposition:form-data;name=a\r\n\r\n1\r\n--B  \r\n"
                        + "Content-Disposition: form-data; name=b\r\n\r\n\r\n--B--\r\nrest"))
                .isEqualTo("a=1|b=");
    }

    @Test
    void shouldNotTakeALongerLineForTheBoundary() {
        assertThat(fields(PART.formatted("a", "1\r\n--B2\r\n2") + "--B--")).isEqualTo("a=1\r\n--B2\r\n2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "form-data; name=\"a[b] c\"                           | a[b] c=1",
                "form-data; name=\"ü\"                                | ü=1",
                "form-data; name=\"a;b=\\\"c\\\"\"                    | a;b=\"c\"=1",
                "form-data ;  name = a ; x=y                          | a=1",
                "form-data; name=\"f\"; filename=\"C:\\x\\bounce.eml\"| f=C:\\x\\bounce.eml",
                "form-data; filename=x; name=\"f\"                    | f=x",
                "form-data; name=\"f\"; filename*=UTF-8''x            | f=UTF-8''x",
                "form-data; name=\"f; filename=x\"                    | f; filename=x=1",
                "form-data; name=\"a                                  | \"a=1",
            })
    void shouldReadNamesAndFiles(String disposition, String field) {
        assertThat(fields("--B\r\nContent-Disposition: " + disposition
                        + "\r\nContent-Type: text/plain\r\n\r\n1\r\n--B--"))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--",
                "--B",
                "--B--",
                "--B\r\n",
                "--B\r\n--B--",
                "--B\r\n\r\n1\r\n--B--",
                "--B\r\nX: y\r\n\r\n1\r\n--B--",
                "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B-",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\n",
            })
    void shouldRefuseWhatIsNoneOrCutOff(String body) {
        assertThatThrownBy(() -> fields(body)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Netty's decoder takes 3 to 6 s for some of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--B\r\n",
                "--B\r\n\r\n\r\n",
                "--B\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n",
                "X: y\r\n",
                ";a=b",
                "\"",
                "\r",
                "\r\n--A",
            })
    void shouldReadOrRefuseMegabytes(String repeated) {
        String many = repeated.repeat(MEGABYTES / repeated.length());
        String header = "--B\r\nContent-Disposition: form-data; name=\"x\"";

        for (String body :
                List.of(many, header + many, header + "\r\n\r\n" + many, header + many + "\r\n\r\n1\r\n--B--")) {
            try {
                assertThat(FormFields.of(body.getBytes(StandardCharsets.UTF_8))).hasSizeLessThanOrEqualTo(1000);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("a (form|part|multipart body|percent sign) .{5,80}");
            }
        }
    }

    @Test
    void shouldLimitParts() {
        assertThat(FormFields.of(bytes(PART.formatted("a", "1").repeat(1000) + "--B--")))
                .hasSize(1000);
        assertThatThrownBy(() -> fields(PART.formatted("a", "1").repeat(1001) + "--B--"))
                .hasMessage("a form of more than 1000 fields");
    }

    private static String fields(String body) {
        return FormFields.of(bytes(body)).stream()
                .map(field -> field.name() + "=" + new String(field.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("|"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
