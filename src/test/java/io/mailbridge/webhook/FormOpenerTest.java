package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Source;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What is parsed of a form is the field that holds the JSON. */
class FormOpenerTest {
    @Test
    void shouldHandOnTheFieldOfAForm() {
        Source mandrill = new Source("m", Profiles.load(null).find("mandrill"), new Credentials.None());

        assertThat(opened(mandrill, "mandrill_events=%5B%7B%22event%22%3A%22open%22%7D%5D"))
                .isEqualTo("[{\"event\":\"open\"}]");
    }

    @Test
    void shouldHandOnAllOfABodyThatIsJson() {
        assertThat(opened(Requests.SHOP, "[1]")).isEqualTo("[1]");
    }

    private static String opened(Source source, String body) {
        Exchange exchange = Requests.of(source, body);
        exchange.getMessage().setBody(body.getBytes());
        new FormOpener().process(exchange);
        return new String(exchange.getMessage().getBody(byte[].class));
    }
}
