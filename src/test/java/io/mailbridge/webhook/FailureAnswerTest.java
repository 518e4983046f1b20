package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.log.RequestId;
import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.Source;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FailureAnswerTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FailureAnswer answer = new FailureAnswer(new Ledger(metrics));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(FailureAnswer.class)).addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger(FailureAnswer.class)).detachAppender(log);
    }

    @TempDir
    Path providers;

    @Test
    void shouldKeepTheStatusOfARefusal() throws IOException {
        Exchange exchange = fail(Requests.exchange(), new RequestRefused(401, "Wrong \"token\".", "Bearer x"));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("WWW-Authenticate", "Bearer x")
                .doesNotContainKey("Retry-After");
        JsonNode problem = problem(exchange);
        assertThat(problem.get("status").intValue()).isEqualTo(401);
        assertThat(problem.get("detail").textValue()).isEqualTo("Wrong \"token\".");
    }

    @Test
    void shouldAskForARetryWithoutSayingWhy() throws IOException {
        Exchange exchange = Requests.of(Requests.SHOP, "body");
        exchange.getMessage().setHeader("ann@example.org", "left over");

        fail(exchange, new IllegalStateException("jdbc:postgresql://db refused ann@example.org"));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("Retry-After", "5")
                .containsOnlyKeys("Retry-After", "X-Request-Id", Exchange.CONTENT_TYPE, Exchange.HTTP_RESPONSE_CODE);
        JsonNode problem = problem(exchange);
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "request_id");
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isEqualTo("Service Unavailable");
        assertThat(problem.get("detail").textValue()).doesNotContain("refused", "ann");
    }

    @Test
    void shouldNameARequestAsItCame() throws IOException {
        Exchange exchange = Requests.exchange();
        ReceivedRequest received = new ReceivedRequest("shop", name -> null, new byte[0]);
        exchange.getMessage().setBody(received);

        fail(exchange, new RequestRefused(401, "Wrong token."));

        assertThat(problem(exchange).get("request_id").textValue()).isEqualTo(RequestId.text(received.number()));
        assertThat(exchange.getMessage().getHeader("X-Request-Id")).isEqualTo(RequestId.text(received.number()));
    }

    @Test
    void shouldUseTheStatusThatThePlatformUnderstands() throws IOException {
        Files.writeString(providers.resolve("brevo.yaml"), """
                description: Brevo
                content-types: [application/json]
                answers: {overload: 429}
                body: {shape: object}
                fields: {provider_event: event}
                types:
                  all:
                    - {when: {event: opened}, then: {type: opened}}
                """);
        Source brevo = new Source("b", Profiles.load(providers).find("brevo"), new Credentials.None());

        Exchange exchange = fail(Requests.of(brevo, ""), new IllegalStateException("down"));

        assertThat(Requests.status(exchange)).isEqualTo(429);
        assertThat(exchange.getMessage().getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void shouldCountWhatIsDurableAllTheSame() {
        Exchange exchange = Requests.of(Requests.SHOP, "");
        OutboundRecord published = outbound();
        OutboundRecord stored = outbound();
        published.acknowledge();
        stored.store();
        WebhookRequest.of(exchange).handOn(exchange, List.of(published, stored, outbound()));

        fail(exchange, new IllegalStateException("down"));

        assertThat(metrics.get("bridge.events.received").counter().count()).isEqualTo(2);
    }

    /** Once a minute each, so the failures are of kinds that no other test has. */
    @Test
    void shouldLogTheKindOfAFailureAndNeverWhatItSays() {
        Exception inner = new CloneNotSupportedException("ann@example.org");
        fail(Requests.of(Requests.SHOP, ""), new IllegalStateException("ann@example.org", inner));
        fail(Requests.of(Requests.SHOP, ""), new RouteMistake("a step of the test has lost the events"));
        fail(Requests.exchange(), new RequestRefused(401, "Refused in the test."));

        assertThat(logged())
                .contains("step null: java.lang.CloneNotSupportedException")
                .contains("step null: a step of the test has lost the events")
                .doesNotContain("ann@example.org", "Refused in the test", "met an error of the JVM");
    }

    @Test
    void shouldLogAnErrorOfTheJvm() {
        fail(Requests.of(Requests.SHOP, ""), new IllegalStateException("x", new StackOverflowError()));

        assertThat(logged()).contains("A request met an error of the JVM", "java.lang.StackOverflowError");
    }

    private String logged() {
        return log.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("\n"));
    }

    private static OutboundRecord outbound() {
        return new RecordMaker("t", "r").event(Requests.SHOP, Requests.event("1", null), new byte[0]);
    }

    private Exchange fail(Exchange exchange, Exception cause) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        answer.process(exchange);
        return exchange;
    }

    private static JsonNode problem(Exchange exchange) throws IOException {
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        return JsonCodec.mapper().readTree(exchange.getMessage().getBody(byte[].class));
    }
}
