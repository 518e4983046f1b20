package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Ledger;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Source;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the answer looks to a platform that wants to read something in it. */
class ReplyAnswerTest {
    @TempDir
    Path folder;

    private Source shop;

    @BeforeEach
    void writeAProfile() throws IOException {
        Files.writeString(folder.resolve("handshake.yaml"), """
                description: Handshake
                content-types: [application/json]
                answers: {success: 202, reply: {key: $source.validation-key}}
                body: {shape: object}
                control-messages:
                  - {name: validation, when: {kind: validation}, reply: {code: code}}
                  - {name: ping, when: {kind: ping}}
                fields: {provider_event: kind}
                types: {common-names: true}
                """);
        shop = new Source("shop", Profiles.load(folder).find("handshake"), new Credentials.None(), null, "vk\"1");
    }

    @Test
    void shouldAnswerAHandshakeWithTheReplyAlone() throws IOException {
        Exchange exchange = answered("{\"kind\":\"validation\",\"code\":\"</script>\\\"\\r\\n\"}");

        assertThat(Requests.status(exchange)).isEqualTo(200);
        assertThat(body(exchange)).isEqualTo("{\"code\":\"</script>\\\"\\r\\n\"}");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Exchange.CONTENT_TYPE, "application/json")
                .containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void shouldAddTheReplyToTheCounts() throws IOException {
        Exchange exchange = answered("{\"kind\":\"ping\"}");

        assertThat(Requests.status(exchange)).isEqualTo(202);
        assertThat(body(exchange)).isEqualTo("{\"accepted\":0,\"rejected\":0,\"key\":\"vk\\\"1\"}");
    }

    @Test
    void shouldAnswerOnlyTheCountsWhereTheSourceHasNoKey() throws IOException {
        shop = new Source("shop", shop.profile(), new Credentials.None());

        assertThat(body(answered("{\"kind\":\"ping\"}"))).isEqualTo("{\"accepted\":0,\"rejected\":0}");
    }

    private Exchange answered(String body) throws IOException {
        Exchange exchange = Requests.of(shop, body);
        exchange.getMessage().setBody(JsonCodec.mapper().readTree(body), JsonNode.class);
        new EventNormalizer(false, RecipientPrivacy.PLAIN).process(exchange);
        WebhookRequest.of(exchange).handOn(exchange, List.of());
        new WebhookAnswer(new Ledger(new SimpleMeterRegistry())).process(exchange);
        return exchange;
    }

    private static String body(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }
}
