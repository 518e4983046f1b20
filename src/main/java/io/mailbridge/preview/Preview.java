package io.mailbridge.preview;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Profiles;
import io.mailbridge.publish.PreviewProducers;
import io.mailbridge.settings.Settings;
import io.mailbridge.webhook.PreviewedAnswer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelLogger;

/**
 * Runs one request through the routes of a home, with stand-ins for Kafka and the buffer. Routes that begin with a timer or
 * another system are left out.
 */
public final class Preview {
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
        PreviewedAnswer answer;
        OfflineRoutes routes = new OfflineRoutes(sender.webhook(), producers, buffered::add, request.callOut());
        try (routes) {
            routes.start(assembly.assemble(settings, profiles, OfflineRoutes.OVER), settings, this::log);
            answer = routes.send(
                    request.source(), sender.url(), sender.headers()::get, request.body(), sender.isChecked());
        }
        return new Previewed(
                profiles.find(settings.sources().get(request.source()).get("provider"))
                        .name(),
                sender.judge(),
                answer,
                List.copyOf(published),
                List.copyOf(buffered),
                routes.skipped(),
                List.copyOf(logged));
    }

    private Settings ageless(String source) {
        Properties over = new Properties();
        over.putAll(system);
        over.put("bridge.sources." + source + ".tolerance", "0");
        return Settings.load(home, environment, over);
    }

    private String log(Exchange exchange, CamelLogger logger, String message) {
        logged.add(new Logged(Step.at(exchange), message));
        return message;
    }
}
