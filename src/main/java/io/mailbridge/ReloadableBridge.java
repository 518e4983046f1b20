package io.mailbridge;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.check.HomeCheck;
import io.mailbridge.check.Mistake;
import io.mailbridge.http.WebhookServer;
import io.mailbridge.provider.Profiles;
import io.mailbridge.publish.OutboundProducerFactory;
import io.mailbridge.reload.Reloadable;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.Sources;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** The bridge of this process, as a reload sees it. */
final class ReloadableBridge implements Reloadable {
    /** Longer than the producer takes to connect to a broker that is there. */
    private static final long CONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Main main;
    private final Settings settings;
    private final Assembly offline;
    private final WebhookServer server;
    private final Sources sources;
    private final Function<Profiles, Sources> reader;
    private boolean connected;

    /**
     * @param offline puts another bridge together, to check what a reload would take
     * @param reader makes the sources anew, of other profiles
     */
    ReloadableBridge(
            Main main,
            Settings settings,
            Assembly offline,
            WebhookServer server,
            Sources sources,
            Function<Profiles, Sources> reader) {
        this.main = main;
        this.settings = settings;
        this.offline = offline;
        this.server = server;
        this.sources = sources;
        this.reader = reader;
    }

    @Override
    public List<String> mistakes() throws Exception {
        return new HomeCheck(settings.home(), System.getenv(), System.getProperties(), offline)
                .mistakes().stream().map(Mistake::toString).toList();
    }

    @Override
    public void takeProfiles() {
        sources.take(reader.apply(Profiles.load(settings.home().resolve("providers"))));
    }

    @Override
    public void closeDoor() throws InterruptedException {
        connected = producers().connected();
        server.close();
    }

    /**
     * Waits for the new producer's connection, if the previous one had one: otherwise the first events would go to the
     * buffer.
     */
    @Override
    public void openDoor() throws InterruptedException {
        long end = System.nanoTime() + CONNECT_NANOS;
        while (connected && !producers().connected() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        server.open(context());
    }

    @Override
    public DefaultCamelContext context() {
        return (DefaultCamelContext) main.getCamelContext();
    }

    private OutboundProducerFactory producers() {
        return main.lookup("outboundProducerFactory", OutboundProducerFactory.class);
    }
}
