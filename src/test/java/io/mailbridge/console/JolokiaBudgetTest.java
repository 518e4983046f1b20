package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.source.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JolokiaBudgetTest {
    private static final String READ = "{'type':'read','mbean':'java.lang:type=Memory'}";

    @Test
    void shouldTakeWhatConsolesAsk() {
        assertThat(refusal(READ)).isNull();
        assertThat(refusal("{'type':'list'}")).isNull();
        assertThat(refusal(bulk(READ, 500))).isNull();
        assertThat(refusal("[{'type':'search','mbean':'*:*'},{'type':'list'}," + READ + "]"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'type':'list'}                             | 3
            {'type':'LIST'}                             | 3
            {'type':'read','mbean':'org.apache.camel:*'} | 21
            {'type':'read','mbean':'java.lang:type=M?mory'} | 21
            {'type':'search','mbean':'*:*'}             | 21
            {'type':'exec','mbean':'a:b=c'}             | 101
            {'type':'version'}                          | 501
            1                                           | 501
            """)
    void shouldRefuseWhatTakesTheHeap(String request, int count) {
        assertThat(refusal(bulk(request, count - 1))).isNull();
        assertThat(refusal(bulk(request, count)).status()).isEqualTo(413);
    }

    @Test
    void shouldRefuseWhatIsNoRequest() {
        assertThat(refusal("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(refusal("no JSON").status()).isEqualTo(400);
        assertThat(refusal("[" + READ + ",{'type':'notification','command':'register'}]")
                        .status())
                .isEqualTo(403);
    }

    private static String bulk(String request, int count) {
        return "[" + (request + ",").repeat(count - 1) + request + "]";
    }

    private static Problem refusal(String body) {
        return JolokiaBudget.refusal(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
