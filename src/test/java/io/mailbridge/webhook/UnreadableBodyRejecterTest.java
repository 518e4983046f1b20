package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Rejection;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableBodyRejecterTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"secret\" secret}", "secret", "[\"secret", "{} secret", "{\"a\":secret}"})
    void shouldSayWhereTheBodyBreaksButNotQuoteIt(String body) {
        Exchange exchange = Requests.of(Requests.SHOP, body);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure(body));

        new UnreadableBodyRejecter().process(exchange);

        Rejection rejection = WebhookRequest.of(exchange).rejections().get(0);
        assertThat(WebhookRequest.of(exchange).isUnreadable()).isTrue();
        assertThat(rejection.reason()).isEqualTo("not_json");
        assertThat(rejection.raw()).asString().isEqualTo(body);
        assertThat(rejection.detail())
                .matches("The body is not valid JSON: line 1, column \\d+\\.")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("tooComplex")
    void shouldNameTheLimitsOfJsonThatIsTooComplex(String body) {
        Exchange exchange = Requests.of(Requests.SHOP, body);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure(body));

        new UnreadableBodyRejecter().process(exchange);

        Rejection rejection = WebhookRequest.of(exchange).rejections().get(0);
        assertThat(rejection.reason()).isEqualTo("too_complex");
        assertThat(rejection.detail())
                .isEqualTo(
                        "The body's JSON may have 1000000 names, values and brackets, 1000 levels, and numbers of 1000"
                                + " digits with exponents below a billion at most.");
    }

    static List<String> tooComplex() {
        return List.of(
                "[" + "{},".repeat(500_000) + "{}]",
                "[".repeat(1001) + "]".repeat(1001),
                "9".repeat(1001),
                "1e99999999999");
    }

    private static Exception failure(String body) {
        try {
            JsonCodec.mapper().readValue(body.getBytes(), JsonNode.class);
            throw new AssertionError(body + " is JSON");
        } catch (Exception e) {
            return e;
        }
    }
}
