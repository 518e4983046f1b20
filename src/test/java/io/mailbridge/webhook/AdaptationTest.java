package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventConverters;
import io.mailbridge.event.EventType;
import io.mailbridge.event.EventWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engineer's YAML in adapt-events does to the events. */
class AdaptationTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void bindSteps() {
        EventConverters.addTo(context.getTypeConverterRegistry());
        context.getRegistry().bind("events", new EventCollector());
        context.getRegistry().bind("dropEvent", new EventDrop());
        context.getCamelContextExtension().addInterceptStrategy(new EndpointAnswers());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldDropChangeAndKeepInOrder() throws Exception {
        Exchange exchange = adapt("""
                - filter:
                    simple: {expression: "${body.type} == 'opened' && ${body?.engagement.machine} == true"}
                    steps:
                      - process: {ref: dropEvent}
                - filter:
                    simple: {expression: "${body} != null && ${body.type} == 'clicked'"}
                    steps:
                      - setBody: {simple: {expression: "${body.withMetadata('team', 'shop')}"}}
                """, open("1", true), click("2"), open("3", false), Requests.event("4", null));

        assertThat(events(exchange)).extracting(EmailEvent::id).containsExactly("2", "3", "4");
        assertThat(events(exchange))
                .extracting(event -> event.metadataText("team"))
                .containsExactly("shop", null, null);
        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(1);
    }

    @Test
    void shouldPutSeveralInTheEventsPlace() throws Exception {
        Exchange exchange = adapt("""
                - setBody: {simple: {expression: "${list(${body},${body.withId('copy')})}"}}
                """, click("1"));

        assertThat(events(exchange)).extracting(EmailEvent::id).containsExactly("1", "copy");
        assertThat(WebhookRequest.of(exchange).dropped()).isZero();
    }

    @Test
    void shouldDropAllOfARequest() throws Exception {
        Exchange exchange = adapt("- process: {ref: dropEvent}", click("1"), click("2"));

        assertThat(events(exchange)).isEmpty();
        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(2);
    }

    @Test
    void shouldKeepWhatAStepSetsForOneEventOffTheOthers() throws Exception {
        Exchange exchange =
                adapt("- setHeader: {name: x-of-one, simple: {expression: \"${body.id}\"}}", click("1"), click("2"));

        assertThat(events(exchange)).hasSize(2);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("x-of-all");
    }

    @Test
    void shouldFailAllWhereAStepFailsForOne() {
        assertThatThrownBy(() -> adapt("""
                - filter:
                    simple: {expression: "${body.id} == '2'"}
                    steps:
                      - throwException: {exceptionType: java.io.IOException, message: gone}
                """, click("1"), click("2"), click("3")))
                .isInstanceOf(java.io.IOException.class);
    }

    /** As a query without outputHeader does that finds no row. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a row"})
    void shouldNotTakeTheAnswerOfAnEndpointForTheEvents(String row) throws Exception {
        answers(row.isEmpty() ? List.of() : List.of(Map.of("name", row)));
        String query = "- to: {id: look-up, uri: mock:query}";

        assertThatThrownBy(() -> adapt(query, click("1")))
                .isInstanceOf(RouteMistake.class)
                .hasMessageContaining("look-up (adapt-events:");
    }

    /** What it is asked with may take the place of the event before its answer does. */
    @ParameterizedTest
    @ValueSource(strings = {"${body.recipient}", "${body.metadata}", "${null}"})
    void shouldNotTakeTheAnswerToAQuestionForTheEvent(String question) {
        answers(List.of());

        assertThatThrownBy(() -> adapt("""
                - setBody: {simple: {expression: "%s"}}
                - to: {id: look-up, uri: mock:query}
                """.formatted(question), click("1")))
                .isInstanceOf(RouteMistake.class)
                .hasMessageContaining("look-up (adapt-events:");
    }

    @Test
    void shouldDropAnEventAfterAnEndpointHasAnsweredNothing() throws Exception {
        answers(null);

        Exchange exchange = adapt("""
                - setVariable: {name: event, simple: {expression: "${body}"}}
                - to: {uri: mock:query}
                - setBody: {variable: {expression: event}}
                - process: {ref: dropEvent}
                """, click("1"));

        assertThat(events(exchange)).isEmpty();
        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(1);
    }

    /** A route or a bean decides which events stay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: direct:keep-none",
                "- toD: {uri: \"direct:${header.x-next}\"}",
                "- enrich: {constant: {expression: direct:keep-none}}",
                "- to: bean:keepNone"
            })
    void shouldTakeWhatARouteOrABeanLeavesForWhatStays(String step) throws Exception {
        context.getRegistry()
                .bind("keepNone", (Processor) exchange -> exchange.getMessage().setBody(List.of()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:keep-none").errorHandler(noErrorHandler()).process("keepNone");
            }
        });

        Exchange exchange =
                adapt("- setHeader: {name: x-next, constant: {expression: keep-none}}\n" + step, click("1"));

        assertThat(events(exchange)).isEmpty();
        assertThat(WebhookRequest.of(exchange).dropped()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheEventsThatWerePutBackAfterAnEndpointsAnswer() throws Exception {
        answers(List.of());

        Exchange exchange = adapt("""
                - setVariable: {name: event, simple: {expression: "${body}"}}
                - to: {uri: mock:query}
                - setBody: {variable: {expression: event}}
                """, click("1"));

        assertThat(events(exchange)).hasSize(1);
    }

    @Test
    void shouldRefuseToDropTheListAsIfItWereOneEvent() {
        Exchange exchange = Requests.exchange();
        exchange.getMessage().setBody(List.of(click("1")));

        assertThatThrownBy(() -> new EventDrop().process(exchange)).isInstanceOf(RouteMistake.class);
    }

    private void answers(List<?> rows) {
        context.getEndpoint("mock:query", MockEndpoint.class)
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(rows));
    }

    private static EmailEvent open(String id, boolean machine) {
        return Requests.event(id, "a@b.c").withEngagement(new Engagement(null, null, null, null, machine, null));
    }

    private static EmailEvent click(String id) {
        return Requests.event(id, "a@b.c").withType(EventType.CLICKED);
    }

    private static List<EmailEvent> events(Exchange exchange) {
        return WebhookRequest.of(exchange).events();
    }

    /** @param steps of the split over the events */
    private Exchange adapt(String steps, EmailEvent... given) throws Exception {
        String route = """
                - route:
                    id: adapt-events
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:adapt-events
                      steps:
                        - setHeader: {name: x-of-all, constant: {expression: "1"}}
                        - split:
                            simple: {expression: "${body}"}
                            aggregationStrategy: "#events"
                            steps:
                """ + steps.indent(14);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("adapt-events.yaml", route));
        context.start();
        Exchange exchange = new DefaultExchange(context);
        WebhookRequest.of(Requests.of(Requests.SHOP, "")).attachTo(exchange);
        WebhookRequest.of(exchange).events(List.of(given));
        exchange.getMessage().setBody(new ArrayList<>(List.of(given)));
        Exchange adapted = context.createProducerTemplate().send("direct:adapt-events", exchange);
        if (adapted.getException() != null) {
            throw adapted.getException();
        }
        new EventValidator(new EventWriter()).process(adapted);
        return adapted;
    }
}
