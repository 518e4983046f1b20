package io.mailbridge.routes;

import io.mailbridge.ErrorCatcher;
import io.mailbridge.event.EventConverters;
import io.mailbridge.event.RecordHeaders;
import io.mailbridge.publish.AsyncCircuitBreakers;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.replay.ReplaySettings;
import io.mailbridge.settings.Settings;
import io.mailbridge.webhook.AdaptationCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Runs real files of routes/ with fakes in place of Kafka, SQL, HTTP and timers. The routes that a file calls are
 * processors of the test, unless their files are loaded too.
 */
final class RouteRig implements AutoCloseable {
    final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> files = new ArrayList<>(List.of("error-handling"));

    private RouteRig() {}

    /** @param names files of routes/, without the ending */
    static RouteRig of(String... names) {
        RouteRig rig = new RouteRig();
        rig.context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new AsyncCircuitBreakers());
        rig.context.getCamelContextExtension().addInterceptStrategy(new AdaptationCall());
        rig.context.getCamelContextExtension().addInterceptStrategy(new ErrorCatcher());
        EventConverters.addTo(rig.context.getTypeConverterRegistry());
        // as application.properties has it
        rig.context.getComponent("direct", DirectComponent.class).setBlock(false);
        rig.bind("requestThreads", Executors.newCachedThreadPool());
        rig.bind("recordHeaders", new RecordHeaders());
        rig.bind("replayLanes", Executors.newCachedThreadPool());
        rig.files.addAll(List.of(names));
        return rig;
    }

    RouteRig bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    RouteRig component(String scheme, FakeComponent fake) {
        context.addComponent(scheme, fake);
        return this;
    }

    /** Replaces the route of another file. */
    RouteRig direct(String name, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + name).errorHandler(noErrorHandler()).process(processor);
            }
        });
        return this;
    }

    RouteRig start() throws Exception {
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), new Properties());
        Properties properties = new Properties();
        properties.putAll(settings.all());
        properties.putAll(KafkaSettings.from(settings).derived());
        properties.putAll(ReplaySettings.from(settings).derived());
        properties.put("mailbridge.home", settings.home().toString());
        context.getPropertiesComponent().setInitialProperties(properties);
        context.setStreamCaching(false);
        List<Resource> resources = files.stream()
                .map(file -> ResourceHelper.resolveResource(context, "file:routes/" + file + ".camel.yaml"))
                .toList();
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        context.start();
        return this;
    }

    /** Sends a body to a direct: endpoint and returns the exchange. */
    Exchange send(String direct, Object body) {
        Exchange exchange = exchange();
        exchange.getMessage().setBody(body);
        return context.createProducerTemplate().send("direct:" + direct, exchange);
    }

    Exchange exchange() {
        return new DefaultExchange(context);
    }

    @Override
    public void close() {
        context.stop();
    }
}
