package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.NoCertificates;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Sources;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookAuthenticatorTest {
    @TempDir
    Path home;

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private WebhookAuthenticator authenticator;

    @BeforeEach
    void configureASource() {
        Properties keys = new Properties();
        keys.put("bridge.sources.shop.provider", "generic");
        keys.put("bridge.sources.shop.header-name", "X-Token");
        keys.put("bridge.sources.shop.token", "t-1");
        Clock clock = Clock.fixed(Requests.RECEIVED_AT, ZoneOffset.UTC);
        Sources sources =
                Sources.from(Settings.load(home, Map.of(), keys), Profiles.load(null), clock, new NoCertificates());
        authenticator = new WebhookAuthenticator(sources, new SenderCheck(), clock);
        headers.put("X-Token", "t-1");
        headers.put("Content-Type", "application/json; charset=utf-8");
    }

    @Test
    void shouldLetTheRequestPassWithItsBodyAndTime() {
        Exchange exchange = request("/webhooks/shop");

        authenticator.process(exchange);

        WebhookRequest request = WebhookRequest.of(exchange);
        assertThat(request.source().name()).isEqualTo("shop");
        assertThat(request.receivedAt()).isEqualTo(Requests.RECEIVED_AT);
        assertThat(request.body()).asString().isEqualTo("{}");
    }

    @Test
    void shouldTakeTheRequestAsTheDoorHasReadIt() {
        Exchange exchange = Requests.exchange();
        ReceivedRequest received = new ReceivedRequest("shop", headers::get, "[1]".getBytes());
        exchange.getMessage().setBody(received);

        authenticator.process(exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo(received.body());
        assertThat(WebhookRequest.of(exchange).received()).isSameAs(received);
        headers.remove("X-Token");
        exchange.getMessage().setBody(received);
        assertThat(refusal(exchange).status()).as("its head was not checked").isEqualTo(401);
        exchange.getMessage().setBody(received.withBody(received.body(), true));
        assertThat(refusal(exchange)).as("it was").isNull();
    }

    @Test
    void shouldNotTakeAQueryParameterForAHeader() {
        headers.remove("X-Token");
        Exchange exchange = request("/webhooks/shop");
        exchange.getMessage().setHeader("X-Token", "t-1");

        assertThat(refusal(exchange).status()).isEqualTo(401);
        assertThat(WebhookRequest.of(exchange)).isNull();
    }

    @Test
    void shouldNotTakeAQueryParameterForTheSource() {
        Exchange exchange = request("/webhooks/other");
        exchange.getMessage().setHeader("source", "shop");

        assertThat(refusal(exchange).status()).isEqualTo(404);
    }

    @Test
    void shouldRefuseWrongCredentialsBeforeTheContentType() {
        headers.put("X-Token", "t-2");
        headers.put("Content-Type", "text/plain");

        assertThat(refusal(request("/webhooks/shop")).status()).isEqualTo(401);
    }

    @Test
    void shouldRefuseOtherContentTypesAndNone() {
        headers.put("Content-Type", "application/jsonp");
        assertThat(refusal(request("/webhooks/shop")).status()).isEqualTo(415);

        headers.remove("Content-Type");
        assertThat(refusal(request("/webhooks/shop")).getMessage()).contains("application/json");
    }

    private RequestRefused refusal(Exchange exchange) {
        return catchThrowableOfType(RequestRefused.class, () -> authenticator.process(exchange));
    }

    private Exchange request(String path) {
        HttpServerRequest request = (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getHeader") ? headers.get(arguments[0].toString()) : null);
        Exchange exchange = Requests.exchange();
        exchange.setMessage(new HttpMessage(exchange, request, null));
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        exchange.getMessage().setBody("{}".getBytes());
        return exchange;
    }
}
