package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventConverters;
import io.mailbridge.event.EventType;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.Geo;
import io.mailbridge.event.OutboundRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recipes of docs/examples do to events, one by one; RecipesIT runs them in a bridge. */
class RecipesTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private String route;
    private Exchange adapted;

    @BeforeEach
    void bindSteps() {
        EventConverters.addTo(context.getTypeConverterRegistry());
        context.getRegistry().bind("events", new EventCollector());
        context.getRegistry().bind("dropEvent", new EventDrop());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-machine-opens.camel.yaml", "DropMachineOpens.java"})
    void shouldDropOpensOfMachinesOnly(String file) throws Exception {
        List<EmailEvent> left = adapt(
                file,
                engaged("1", new Engagement(null, null, null, null, true, null)),
                engaged("2", new Engagement(null, null, null, null, false, null)),
                engaged("3", new Engagement(null, null, null, null, null, null)),
                Requests.event("4", null),
                engaged("5", new Engagement(null, null, null, null, true, null)).withType(EventType.CLICKED));

        assertThat(left).extracting(EmailEvent::id).containsExactly("2", "3", "4", "5");
    }

    @Test
    void shouldKeepTheClicksOfTheSourcesThatAreNamed() throws Exception {
        context.getPropertiesComponent().addOverrideProperty("keep-clicks.sources", "shopping,shop");
        EmailEvent open = Requests.event("1", null);
        EmailEvent click = Requests.event("2", null).withType(EventType.CLICKED);
        assertThat(adapt("keep-clicks-of-sources.camel.yaml", open, click)).containsExactly(open, click);
    }

    @Test
    void shouldDropTheClicksOfOtherSources() throws Exception {
        context.getPropertiesComponent().addOverrideProperty("keep-clicks.sources", "shopping, shops");
        EmailEvent open = Requests.event("1", null);
        EmailEvent click = Requests.event("2", null).withType(EventType.CLICKED);
        assertThat(adapt("keep-clicks-of-sources.camel.yaml", open, click)).containsExactly(open);
    }

    @Test
    void shouldLabelTheRequestAndEachEvent() throws Exception {
        List<EmailEvent> labelled =
                adapt("label-events.camel.yaml", Requests.event("1", null), Requests.event("2", null));

        assertThat(labelled).extracting(event -> event.metadataText("team")).containsExactly("shop", "shop");
        assertThat(adapted.getMessage().getHeaders()).containsEntry("region", "eu-west");
    }

    @Test
    void shouldSampleTheSameOpensAgain() throws Exception {
        EmailEvent[] opens = IntStream.range(0, 1000)
                .mapToObj(i -> Requests.event("sendgrid:" + i, null))
                .toArray(EmailEvent[]::new);
        List<EmailEvent> kept = adapt("sample-opens.camel.yaml", opens);

        assertThat(kept).hasSizeBetween(80, 120);
        assertThat(kept).allMatch(event -> event.metadataText("sampled_percent").equals("10"));
        assertThat(run(opens)).isEqualTo(kept);
        assertThat(run(opens[0].withType(EventType.CLICKED), opens[1].withType(EventType.BOUNCED)))
                .hasSize(2);
    }

    @Test
    void shouldMaskWhatIdentifiesAPerson() throws Exception {
        EmailEvent event = engaged(
                        "1",
                        new Engagement("https://shop", "192.0.2.1", "Mozilla", new Geo("DE", null, "Ulm"), false, true))
                .withSubject("Your order, Alice")
                .withMetadata("order", 7);

        EmailEvent masked = adapt("mask-events.camel.yaml", event, Requests.event("2", "a@b.c"))
                .get(0);

        assertThat(masked.subject()).isNull();
        assertThat(masked.engagement()).isEqualTo(new Engagement("https://shop", null, null, null, false, true));
        assertThat(masked.withSubject(event.subject()).withEngagement(event.engagement()))
                .isEqualTo(event);
    }

    @Test
    void shouldLookUpTheNamesThatAreThere() throws Exception {
        EmailEvent known = Requests.event("1", null).withCampaign(new Campaign("c'7", null, "t"));
        EmailEvent other = Requests.event("2", null).withCampaign(new Campaign("8", "Spring", null));
        EmailEvent none = Requests.event("3", null);
        load("look-up-campaign.camel.yaml", "load-campaigns");

        assertThat(run(known, other, none)).containsExactly(known, other, none);
        context.setVariable("global:campaigns", new HashMap<>(Map.of("c'7", "Autumn, ('new')")));

        assertThat(run(known, other, none))
                .containsExactly(known.withCampaign(new Campaign("c'7", "Autumn, ('new')", "t")), other, none);
    }

    @Test
    void shouldSendTheEventsOfATenantToItsTopic() throws Exception {
        EmailEvent plain = Requests.event("1", null);
        load("topic-of-tenant.camel.yaml");
        Exchange exchange = exchange();
        exchange.getMessage()
                .setBody(List.of(
                        plain,
                        plain.withMetadata("tenant", "acme"),
                        plain.withMetadata("tenant", "a/../b"),
                        plain.withMetadata("tenant", List.of("acme", "other"))));
        new RecordMaker("email-events", "rejected").process(exchange);
        adapted = context.createProducerTemplate().send("direct:topic-of-tenant", exchange);

        assertThat(adapted.getException()).isNull();
        assertThat(adapted.getMessage().getBody(List.class))
                .extracting(record -> ((OutboundRecord) record).topic())
                .containsExactly("email-events", "email-events.acme", "email-events", "email-events");
    }

    private static EmailEvent engaged(String id, Engagement engagement) {
        return Requests.event(id, "a@b.c").withEngagement(engagement);
    }

    private List<EmailEvent> adapt(String file, EmailEvent... events) throws Exception {
        load(file);
        return run(events);
    }

    /** @param without ids of routes that need a server */
    private void load(String file, String... without) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        ResourceHelper.fromString("error-handling.yaml", """
                                - routeConfiguration: {id: hand-failures-back, errorHandler: {noErrorHandler: {}}}
                                """),
                        ResourceHelper.resolveResource(
                                context,
                                "file:" + Path.of("docs/examples", file).toAbsolutePath()));
        route = context.getRouteDefinitions().get(0).getRouteId();
        for (String id : without) {
            context.removeRouteDefinition(context.getRouteDefinition(id));
        }
        context.start();
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        WebhookRequest.of(Requests.of(Requests.SHOP, "")).attachTo(exchange);
        return exchange;
    }

    private List<EmailEvent> run(EmailEvent... events) throws Exception {
        Exchange exchange = exchange();
        WebhookRequest.of(exchange).events(List.of(events));
        exchange.getMessage().setBody(new ArrayList<>(List.of(events)));
        adapted = context.createProducerTemplate().send("direct:" + route, exchange);
        if (adapted.getException() != null) {
            throw adapted.getException();
        }
        new EventValidator(new EventWriter()).process(adapted);
        return WebhookRequest.of(adapted).events();
    }
}
