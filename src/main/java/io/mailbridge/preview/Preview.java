package io.mailbridge.preview;

import io.mailbridge.buffer.BufferConnections;
import io.mailbridge.buffer.BufferSettings;
import io.mailbridge.check.Assembled;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.check.RouteLinks;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Profiles;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.publish.PreviewProducers;
import io.mailbridge.settings.Settings;
import io.mailbridge.webhook.PreviewedAnswer;
import io.mailbridge.webhook.WebhookPreview;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.spi.Registry;

/**
 * Runs one request through the routes of a home, with stand-ins for Kafka and the buffer. Routes that begin with a timer or
 * another system are left out.
 */
public final class Preview {
    private static final Map<String, String> OVER =
            Map.of("camel.main.sourceLocationEnabled", "true", "camel.main.shutdownTimeout", "10");

    private final Path home;
    private final Map<String, String> environment;
    private final Properties system;
    private final Assembly assembly;
    private final List<OutboundRecord> published = new CopyOnWriteArrayList<>();
    private final List<OutboundRecord> buffered = new CopyOnWriteArrayList<>();
    private final List<Logged> logged = new CopyOnWriteArrayList<>();

    /** @param assembly puts the bridge together as the start does */
    public Preview(Path home, Map<String, String> environment, Properties system, Assembly assembly) {
        this.home = home;
        this.environment = environment;
        this.system = system;
        this.assembly = assembly;
    }

    /** @throws Exception what stops the start of the routes, or an {@link io.mailbridge.settings.InvalidSetting} */
    public Previewed run(PreviewRequest request) throws Exception {
        Settings settings = Settings.load(home, environment, system);
        Profiles profiles = Profiles.load(home.resolve("providers"));
        SenderPreview sender = new SenderPreview(settings, ageless(request.source()), profiles, request);
        PreviewProducers producers = new PreviewProducers(published::add, request.kafkaDown());
        ForeignEndpoints foreign = new ForeignEndpoints(endpoint -> WebhookPreview.isWebhook(endpoint)
                || endpoint instanceof KafkaEndpoint kafka && kafka.getKafkaClientFactory() == producers);
        WebhookPreview webhook = sender.webhook();
        PreviewedAnswer answer;
        try (Assembled bridge = assembly.assemble(settings, profiles, OVER)) {
            ModelCamelContext context = bridge.context();
            RouteLinks.refuseBroken(context);
            webhook.bind(context.getRegistry());
            put(context.getRegistry(), "outboundProducerFactory", producers);
            put(context.getRegistry(), "groupCommit", new PreviewBuffer(buffered::add));
            if (request.callOut()) {
                // steps of an engineer may look something up in the buffer's database
                BufferSettings buffer = BufferSettings.from(
                        settings, KafkaSettings.from(settings).timeout());
                put(context.getRegistry(), "bufferDataSource", BufferConnections.open(buffer));
            } else {
                context.getCamelContextExtension().registerEndpointCallback(foreign);
            }
            leaveOutWhatStartsByItself(context);
            context.getCamelContextExtension().addLogListener(this::log);
            context.start();
            answer = webhook.send(context, request.source(), sender.headers()::get, request.body(), sender.isChecked());
            // waits for what runs beside the request
            context.stop();
        }
        return new Previewed(
                profiles.find(settings.sources().get(request.source()).get("provider"))
                        .name(),
                sender.judge(),
                answer,
                List.copyOf(published),
                List.copyOf(buffered),
                foreign.skipped(),
                List.copyOf(logged));
    }

    private Settings ageless(String source) {
        Properties over = new Properties();
        over.putAll(system);
        over.put("bridge.sources." + source + ".tolerance", "0");
        return Settings.load(home, environment, over);
    }

    /** A name holds one bean for each class: the one that was there would be found first. */
    private static void put(Registry registry, String name, Object bean) {
        registry.unbind(name);
        registry.bind(name, bean);
    }

    private static void leaveOutWhatStartsByItself(ModelCamelContext context) throws Exception {
        for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
            String uri = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
            boolean webhook = uri.startsWith("platform-http:") && WebhookPreview.isWebhook(context.getEndpoint(uri));
            if (!webhook && !ForeignEndpoints.isWithin(uri)) {
                context.removeRouteDefinition(route);
            }
        }
    }

    private String log(Exchange exchange, CamelLogger logger, String message) {
        logged.add(new Logged(Step.at(exchange), message));
        return message;
    }
}
