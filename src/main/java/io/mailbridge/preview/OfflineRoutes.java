package io.mailbridge.preview;

import com.zaxxer.hikari.HikariDataSource;
import io.mailbridge.buffer.BufferConnections;
import io.mailbridge.buffer.BufferSettings;
import io.mailbridge.check.Assembled;
import io.mailbridge.check.RouteLinks;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.publish.PreviewProducers;
import io.mailbridge.settings.Settings;
import io.mailbridge.webhook.PreviewedAnswer;
import io.mailbridge.webhook.WebhookPreview;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.LogListener;
import org.apache.camel.spi.Registry;

/**
 * The routes of a home, run in a command's own process: what they would send or store is collected. Routes that begin with
 * a timer or another system are left out.
 */
public final class OfflineRoutes implements AutoCloseable {
    /** What the bridge has to be assembled with. */
    public static final Map<String, String> OVER =
            Map.of("camel.main.sourceLocationEnabled", "true", "camel.main.shutdownTimeout", "10");

    private final WebhookPreview webhook;
    private final PreviewProducers producers;
    private final Consumer<OutboundRecord> buffered;
    private final boolean callOut;
    private final ForeignEndpoints foreign;
    private Assembled bridge;
    private HikariDataSource database;

    /**
     * @param webhook passes requests to receive-webhook
     * @param producers collects what is sent to Kafka
     * @param buffered receives what is stored in the buffer
     * @param callOut true where steps of the routes may call other systems
     */
    public OfflineRoutes(
            WebhookPreview webhook, PreviewProducers producers, Consumer<OutboundRecord> buffered, boolean callOut) {
        this.webhook = webhook;
        this.producers = producers;
        this.buffered = buffered;
        this.callOut = callOut;
        this.foreign = new ForeignEndpoints(endpoint -> WebhookPreview.isWebhook(endpoint)
                || endpoint instanceof KafkaEndpoint kafka && kafka.getKafkaClientFactory() == producers);
    }

    /**
     * @param assembled is closed with this
     * @param log receives what log steps say
     * @throws Exception what stops the start of the routes
     */
    public void start(Assembled assembled, Settings settings, LogListener log) throws Exception {
        bridge = assembled;
        ModelCamelContext context = bridge.context();
        RouteLinks.refuseBroken(context);
        webhook.bind(context.getRegistry());
        put(context.getRegistry(), "outboundProducerFactory", producers);
        put(context.getRegistry(), "groupCommit", new PreviewBuffer(buffered));
        if (callOut) {
            // steps of an engineer may look something up in the buffer's database
            BufferSettings buffer =
                    BufferSettings.from(settings, KafkaSettings.from(settings).timeout());
            database = BufferConnections.open(buffer);
            put(context.getRegistry(), "bufferDataSource", database);
        } else {
            context.getCamelContextExtension().registerEndpointCallback(foreign);
        }
        leaveOutWhatStartsByItself(context);
        context.getCamelContextExtension().addLogListener(log);
        context.start();
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

    /**
     * Runs one request through them.
     *
     * @param url path or URL that it is posted to
     * @param checked true where credentials and content type are to be checked
     */
    public PreviewedAnswer send(String source, String url, UnaryOperator<String> headers, byte[] body, boolean checked)
            throws Exception {
        return webhook.send(bridge.context(), source, url, headers, body, checked);
    }

    /** Calls of other systems that were left out. */
    public List<Skipped> skipped() {
        return foreign.skipped();
    }

    /** Waits for what runs beside the requests. */
    @Override
    public void close() {
        if (bridge != null) {
            bridge.context().stop();
            bridge.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
