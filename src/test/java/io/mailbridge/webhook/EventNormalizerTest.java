package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What normalize passes on of a body, and what the request knows of it. */
class EventNormalizerTest {
    private static final String TWO_AND_A_NUMBER =
            "[{\"event\":\"open\",\"email\":\"ann@x.org\"},{\"event\":\"click\",\"email\":\"bob@x.org\"},7]";

    @Test
    void shouldPassOnEventsWithTheirAddresses() throws IOException {
        Exchange exchange = normalize("sendgrid", TWO_AND_A_NUMBER, RecipientPrivacy.PLAIN);

        assertThat(events(exchange)).extracting(EmailEvent::recipient).containsExactly("ann@x.org", "bob@x.org");
        assertThat(WebhookRequest.of(exchange).rejections()).hasSize(1);
    }

    @Test
    void shouldPassOnNoAddressWhereTheOperatorWantsNone() throws IOException {
        RecipientPrivacy someone =
                new RecipientPrivacy(event -> event.withRecipient("someone"), UnaryOperator.identity());

        Exchange exchange = normalize("sendgrid", TWO_AND_A_NUMBER, someone);

        assertThat(events(exchange)).extracting(EmailEvent::recipient).containsExactly("someone", "someone");
        assertThat(WebhookRequest.of(exchange).events()).isEqualTo(events(exchange));
    }

    @Test
    void shouldLetTheNextStepsCountWhatARouteTakesOut() throws IOException {
        Exchange exchange = normalize("sendgrid", TWO_AND_A_NUMBER, RecipientPrivacy.PLAIN);
        events(exchange).remove(0);

        new EventValidator(new EventWriter()).process(exchange);

        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(1);
    }

    @Test
    void shouldSetAsideWhatIsSentToTestTheWebhook() throws IOException {
        Exchange exchange = normalize("sparkpost", "[{\"msys\":{}}]", RecipientPrivacy.PLAIN);

        assertThat(events(exchange)).isEmpty();
        assertThat(WebhookRequest.of(exchange).setupMessages())
                .extracting(message -> message.kind().name())
                .containsExactly("ping");
    }

    @SuppressWarnings("unchecked")
    private static List<EmailEvent> events(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static Exchange normalize(String platform, String body, RecipientPrivacy privacy) throws IOException {
        Source source = new Source("shop", Profiles.load(null).find(platform), new Credentials.None());
        Exchange exchange = Requests.of(source, body);
        exchange.getMessage().setBody(JsonCodec.mapper().readTree(body));
        new EventNormalizer(false, privacy).process(exchange);
        return exchange;
    }
}
