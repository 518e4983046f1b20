package io.mailbridge.routes;

import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.Ledger;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Sources;
import io.mailbridge.webhook.WebhookBeans;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** receive-webhook, adapt-events and reject-events with their real steps and an open, a shut and a signed source. */
final class WebhookRoutes implements AutoCloseable {
    private static final List<String> STEPS = List.of(
            "webhookAuthenticator",
            "memoryReserver",
            "formOpener",
            "setupMessages",
            "eventNormalizer",
            "eventValidator",
            "asTheyAre",
            "recordMaker",
            "unreadableBodyRejecter",
            "deadLetters",
            "webhookAnswer",
            "failureAnswer");

    private final FakeComponent http = new FakeComponent(exchange -> {});
    private final Map<String, Processor> steps = new HashMap<>();
    private final RouteRig rig;

    /** @param publishEvents in place of publish-events */
    WebhookRoutes(MeterRegistry metrics, Processor publishEvents) throws Exception {
        Properties system = new Properties();
        system.putAll(Map.of(
                "bridge.sources.open.provider", "sendgrid",
                "bridge.sources.open.auth", "none",
                "bridge.sources.shut.provider", "sendgrid",
                "bridge.sources.shut.auth", "bearer",
                "bridge.sources.shut.token", "s3cret",
                "bridge.sources.signed.provider", "mailersend",
                "bridge.sources.signed.secret", "s3cret"));
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), system);
        rig = RouteRig.of("receive-webhook", "adapt-events", "reject-events")
                .component("platform-http", http)
                .bind("jsonMapper", JsonCodec.mapper());
        Main beans = new Main();
        new WebhookBeans(
                        settings,
                        Sources.from(settings, Profiles.load(null), Clock.systemUTC(), url -> {
                            throw new IOException("no certificates");
                        }),
                        new SenderCheck(),
                        new SnsSubscriptions(url -> new byte[0]),
                        new Ledger(metrics),
                        Clock.systemUTC())
                .bind(beans);
        for (String step : STEPS) {
            steps.put(step, beans.lookup(step, Processor.class));
        }
        rig.direct("publish-events", publishEvents);
    }

    /** Puts another processor in place of a step; before the start. */
    void replace(String step, Processor processor) {
        steps.put(step, processor);
    }

    void start() throws Exception {
        steps.forEach(rig::bind);
        rig.start();
    }

    DefaultCamelContext context() {
        return rig.context;
    }

    /** @param headers name, value, name, value; the content type is JSON unless given here */
    Exchange post(String source, String body, Object... headers) {
        Exchange exchange = rig.exchange();
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/webhooks/" + source);
        exchange.getMessage().setHeader("Content-Type", "application/json; charset=utf-8");
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getMessage().setHeader((String) headers[i], headers[i + 1]);
        }
        http.fire(exchange);
        return exchange;
    }

    /** Of the answer. */
    static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    @Override
    public void close() {
        rig.close();
    }
}
