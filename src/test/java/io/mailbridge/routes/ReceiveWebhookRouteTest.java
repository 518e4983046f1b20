package io.mailbridge.routes;

import static io.mailbridge.routes.WebhookRoutes.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** receive-webhook, adapt-events and reject-events with their real steps; only publish-events is the test's. */
class ReceiveWebhookRouteTest {
    private static final String EVENT = "[{\"event\":\"open\",\"email\":\"ann@example.com\",\"sg_event_id\":\"e-1\"}]";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<List<OutboundRecord>> published = new ArrayList<>();
    private final Map<String, Object> headersAtPublish = new HashMap<>();
    private RuntimeException failure;
    private boolean passesOn;
    private boolean takesOut;
    private WebhookRoutes routes;

    @BeforeEach
    void startRoutes() throws Exception {
        routes = new WebhookRoutes(metrics, this::publish);
        routes.start();
    }

    private void publish(Exchange exchange) {
        headersAtPublish.putAll(exchange.getMessage().getHeaders());
        if (takesOut) {
            Records.of(exchange).remove(0);
        }
        published.add(Records.of(exchange));
        if (failure != null) {
            throw failure;
        }
        if (!passesOn) {
            Records.of(exchange).forEach(OutboundRecord::acknowledge);
        }
    }

    @AfterEach
    void stopRoutes() {
        routes.close();
    }

    @Test
    void shouldAnswer200WhenPublishedAndNameTheCounts() {
        Exchange exchange = post("open", EVENT);

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(body(exchange)).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(published).singleElement().satisfies(records -> assertThat(records)
                .extracting(OutboundRecord::eventId)
                .containsExactly("sendgrid:e-1"));
    }

    @Test
    void shouldPublishAndCountWhatTheProfileDoesNotKnow() {
        Exchange exchange = post("open", "[{\"event\":\"brand_new\",\"email\":\"ann@example.com\"}]");

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(published).singleElement().satisfies(records -> assertThat(records)
                .hasSize(1));
        assertThat(metrics.get("bridge.events.unknown")
                        .tags("source", "open", "provider", "sendgrid")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldPublishNothingWhenNothingCame() {
        failure = new IllegalStateException("neither Kafka nor buffer");

        assertThat(status(post("open", "[]"))).isEqualTo(200);
        assertThat(published).isEmpty();
    }

    @Test
    void shouldLeaveNothingOfTheRequestOnTheMessage() {
        post("open", EVENT, "kafka.OVERRIDE_TOPIC", "evil", "Authorization", "x", "CamelHttpResponseCode", 202);

        assertThat(headersAtPublish).isEmpty();
    }

    @Test
    void shouldAnswer503WhenPublishingFailsEvenIfAStatusWasSetBefore() {
        failure = new IllegalStateException("neither Kafka nor buffer");

        Exchange exchange = post("open", EVENT, "CamelHttpResponseCode", 202);

        assertThat(status(exchange)).isEqualTo(503);
        assertThat(exchange.getMessage().getHeader("Retry-After")).isNotNull();
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(body(exchange)).doesNotContain("Kafka").contains("\"status\":503");
        assertThat(exchange.isFailed()).isFalse();
    }

    @Test
    void shouldNotAnswer200WhenAnEditedRouteLosesEvents() {
        // as a breaker does that is open and has no fallback, or that ignores the failure
        passesOn = true;

        assertThat(status(post("open", EVENT))).isEqualTo(503);
    }

    @Test
    void shouldAskForARetryWhileAdaptEventsIsStopped() throws Exception {
        assertThat(status(post("open", EVENT))).isEqualTo(200);

        routes.context().getRouteController().stopRoute("adapt-events");
        assertThat(status(post("open", EVENT))).isEqualTo(503);

        routes.context().getRouteController().startRoute("adapt-events");
        assertThat(status(post("open", EVENT))).isEqualTo(200);
    }

    @Test
    void shouldDropWhatTheRouteTakesOutOfTheRecords() {
        takesOut = true;

        Exchange exchange = post("open", "[{\"event\":\"open\",\"sg_event_id\":\"e-1\"},{\"event\":\"click\"}]");

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(body(exchange)).isEqualTo("{\"accepted\":1,\"rejected\":0,\"dropped\":1}");
        assertThat(metrics.get("bridge.events.dropped.by.route")
                        .tags("source", "open")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("bridge.events.received")
                        .tags("source", "open")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldPublishDeadLettersInTheSamePass() {
        Exchange exchange = post("open", "[{\"event\":\"open\",\"sg_event_id\":\"e-1\"},7,{\"event\":\"\"}]");

        assertThat(body(exchange)).isEqualTo("{\"accepted\":1,\"rejected\":2}");
        assertThat(published).singleElement().satisfies(records -> assertThat(records)
                .extracting(OutboundRecord::topic)
                .containsExactly("email-events", "email-events.rejected", "email-events.rejected"));
    }

    /** So that whoever asks about a dead letter can say which request it came with. */
    @Test
    void shouldNameARequestInItsDeadLettersAndItsAnswerIfItHasAny() {
        String first = requestId(post("open", "[7,8]"));
        String second = requestId(post("open", "[7]"));

        assertThat(requestId(post("open", EVENT))).isNull();
        assertThat(first).isNotEmpty().isNotEqualTo(second);
        assertThat(published.get(0))
                .extracting(letter -> letter.header("request_id"))
                .containsExactly(first, first);
        assertThat(published.get(1))
                .extracting(letter -> letter.header("request_id"))
                .containsExactly(second);
    }

    @Test
    void shouldKeepAnUnreadableBodyWholeAndAnswer400() {
        Exchange exchange = post("open", "{\"secret\": tru");

        assertThat(status(exchange)).isEqualTo(400);
        assertThat(body(exchange)).doesNotContain("secret", "tru");
        assertThat(published).singleElement().satisfies(records -> assertThat(records)
                .singleElement()
                .satisfies(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"secret\": tru")));
    }

    @Test
    void shouldAnswer503WhenAnUnreadableBodyCannotBeKept() {
        failure = new IllegalStateException("neither Kafka nor buffer");

        assertThat(status(post("open", "no json"))).isEqualTo(503);
    }

    @Test
    void shouldAnswer503ForAFaultOfOursWhileReading() throws Exception {
        routes.close();
        routes = new WebhookRoutes(metrics, this::publish);
        routes.replace("eventNormalizer", exchange -> {
            throw new IllegalStateException("a bug in a profile");
        });
        routes.start();

        Exchange exchange = post("open", EVENT);

        assertThat(status(exchange)).isEqualTo(503);
        assertThat(body(exchange)).doesNotContain("bug");
        assertThat(published).isEmpty();
    }

    @Test
    void shouldNotLookAtTheBodyWithoutCredentials() {
        Exchange exchange = post("shut", "no json", "Authorization", "Bearer wrong");

        assertThat(status(exchange)).isEqualTo(401);
        assertThat(exchange.getMessage().getHeader("WWW-Authenticate")).isNotNull();
        assertThat(published).isEmpty();
        assertThat(status(post("shut", EVENT, "Authorization", "Bearer s3cret")))
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseUnknownSourcesAndOtherContentTypes() {
        assertThat(status(post("nobody", EVENT))).isEqualTo(404);
        assertThat(status(post("open", EVENT, "Content-Type", "text/plain"))).isEqualTo(415);
        assertThat(published).isEmpty();
    }

    private Exchange post(String source, String body, Object... headers) {
        return routes.post(source, body, headers);
    }

    private static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader("X-Request-Id", String.class);
    }

    private static String body(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        // as after a tracer has read it
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(text);
        return text;
    }
}
