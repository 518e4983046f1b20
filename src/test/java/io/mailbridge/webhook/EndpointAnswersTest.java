package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.EmailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer without a row, in the place of all events of a request, is not the order to drop them. */
class EndpointAnswersTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void answerNoRows() {
        context.getRegistry().bind("original", new UseOriginalAggregationStrategy());
        context.getCamelContextExtension().addInterceptStrategy(new EndpointAnswers());
        context.getEndpoint("mock:query", MockEndpoint.class)
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(new ArrayList<>()));
        context.start();
        context.createProducerTemplate().sendBody("seda:rows", new ArrayList<>());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: {id: ask, uri: mock:query}",
                "- toD: {id: ask, uri: \"mock:${header.x}\"}",
                "- enrich: {id: ask, constant: {expression: mock:query}}",
                "- pollEnrich: {id: ask, timeout: 1000, constant: {expression: seda:rows}}",
                "- poll: {id: ask, uri: seda:rows}"
            })
    void shouldRefuseTheAnswerInThePlaceOfTheEvents(String step) throws Exception {
        Exchange exchange = run(step);

        assertThat(exchange.getMessage().getBody(List.class)).isEmpty();
        assertThatThrownBy(() -> BodyList.of(exchange, "validate", "events"))
                .isInstanceOf(RouteMistake.class)
                .hasMessageContaining("the answer of the endpoint at step ask");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- enrich: {aggregationStrategy: original, constant: {expression: mock:query}}",
                "- pollEnrich: {aggregationStrategy: original, timeout: 1000, constant: {expression: seda:rows}}",
                "- to: {uri: mock:query, variableReceive: rows}"
            })
    void shouldTakeTheEventsWhereTheAnswerIsKeptElsewhere(String step) throws Exception {
        assertThat(BodyList.of(run(step), "validate", "events")).hasSize(1);
    }

    @Test
    void shouldEndWhenTheEndpointEndsAndSaySo() {
        List<AsyncCallback> called = new ArrayList<>();
        List<Boolean> ended = new ArrayList<>();

        for (Exchange exchange : List.of(exchange(), new DefaultExchange(context))) {
            called.clear();
            ended.clear();
            assertThat(step((asked, callback) -> {
                                called.add(callback);
                                return false;
                            })
                            .process(exchange, ended::add))
                    .isFalse();
            assertThat(ended).isEmpty();
            called.get(0).done(false);
            assertThat(ended).containsExactly(false);

            assertThat(step((asked, callback) -> {
                                callback.done(true);
                                return true;
                            })
                            .process(exchange, ended::add))
                    .isTrue();
            assertThat(ended).containsExactly(false, true);
        }
    }

    private AsyncProcessor step(BiPredicate<Exchange, AsyncCallback> endpoint) {
        AsyncProcessor target = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return endpoint.test(exchange, callback);
            }
        };
        return (AsyncProcessor) new EndpointAnswers()
                .wrapProcessorInInterceptors(context, new ToDefinition("mock:query"), target, null);
    }

    private Exchange run(String step) throws Exception {
        String route = """
                - route:
                    id: adapt-events
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:adapt-events
                      steps:
                """ + step.indent(8);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("adapt-events.yaml", route));
        Exchange exchange = exchange();
        context.createProducerTemplate().send("direct:adapt-events", exchange);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        WebhookRequest.of(Requests.of(Requests.SHOP, "")).attachTo(exchange);
        List<EmailEvent> events = List.of(Requests.event("1", null));
        exchange.getMessage().setHeader("x", "query");
        exchange.getMessage().setBody(new ArrayList<>(events));
        return exchange;
    }
}
