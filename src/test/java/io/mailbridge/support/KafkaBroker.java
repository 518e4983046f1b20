package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** A real Kafka broker, alone or in the cluster of another one. */
public final class KafkaBroker extends ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(45);
    private static final ClassArchive ARCHIVE = new ClassArchive("kafka", KafkaBroker::runOnce);

    private final int controllerPort = FreePorts.next();
    private final Path settings = folder().resolve("server.properties");
    private final Map<String, Integer> listenerPorts = new HashMap<>();
    private final Properties properties = new Properties();
    private String archiving;

    private KafkaBroker(Map<String, String> listeners, Map<String, String> overrides) {
        super(TempFolder.create("mailbridge-kafka-"), FreePorts.next(), "TERM", START_LIMIT);
        properties.putAll(KafkaBrokerSettings.of(port(), controllerPort, data()));
        listeners.keySet().forEach(name -> listenerPorts.put(name, FreePorts.next()));
        properties.putAll(KafkaBrokerSettings.listeners(listeners, listenerPorts, properties));
        override(overrides);
    }

    /** Before the start. */
    void override(Map<String, String> overrides) {
        properties.putAll(overrides);
        try (var out = Files.newBufferedWriter(settings)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + settings, e);
        }
    }

    /** Not started yet; topics are created on first use, with three partitions. */
    public static KafkaBroker create() {
        return new KafkaBroker(Map.of(), Map.of());
    }

    /** @param overrides broker properties, such as {@code auto.create.topics.enable} or {@code message.max.bytes} */
    public static KafkaBroker create(Map<String, String> overrides) {
        return new KafkaBroker(Map.of(), overrides);
    }

    /**
     * @param listeners further listeners on 127.0.0.1, by name, and the protocol of each, such as SASL_SSL
     * @param overrides broker properties, those of the listeners among them
     */
    public static KafkaBroker create(Map<String, String> listeners, Map<String, String> overrides) {
        return new KafkaBroker(listeners, overrides);
    }

    /** A second broker of the first one's cluster, which stays its controller; not started yet. */
    public static KafkaBroker joining(KafkaBroker first, Map<String, String> overrides) {
        KafkaBroker second = new KafkaBroker(Map.of(), overrides);
        second.override(Map.of(
                "process.roles",
                "broker",
                "node.id",
                "2",
                "controller.quorum.voters",
                "1@127.0.0.1:" + first.controllerPort,
                "listeners",
                "PLAINTEXT://127.0.0.1:" + second.port()));
        return second;
    }

    /** Before the start: clients of this further listener are sent to another address, such as a proxy's. */
    void advertise(String listener, String address) {
        override(Map.of(
                "advertised.listeners",
                properties.getProperty("advertised.listeners").replace(bootstrap(listener), address)));
    }

    int controllerPort() {
        return controllerPort;
    }

    int port(String listener) {
        return listenerPorts.get(listener);
    }

    @Override
    public KafkaBroker start() {
        super.start();
        return this;
    }

    @Override
    ChildProcess launch() {
        List<String> command = new ArrayList<>(
                List.of(ClassPath.java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("-Dlogback.configurationFile=io/mailbridge/support/quiet-logback.xml");
        if (archiving == null) {
            command.addAll(ARCHIVE.options(Files.notExists(data())));
            command.addAll(List.of("-cp", ClassPath.current(), KafkaBrokerMain.class.getName()));
            command.addAll(List.of(settings.toString(), data().toString()));
        } else {
            // the folder with our own class cannot be archived, and the data folder has been made
            command.addAll(List.of(archiving, "-cp", ClassPath.join(ClassPath.jars())));
            command.addAll(List.of("kafka.Kafka", settings.toString()));
        }
        return ChildProcess.start("Kafka", command, folder(), Map.of(), folder().resolve("kafka.log"));
    }

    private static void runOnce(String archiving) {
        try (KafkaBroker broker = create()) {
            broker.start();
            broker.stop();
            broker.archiving = archiving;
            broker.start();
            broker.stop();
        }
    }

    @Override
    boolean answers() {
        if (!Sockets.accepts(port())) {
            return false;
        }
        try (Admin admin = KafkaTopics.admin(bootstrap(), Duration.ofSeconds(2))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was starting", e);
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + port();
    }

    /** @param listener name of a further listener */
    public String bootstrap(String listener) {
        return "127.0.0.1:" + listenerPorts.get(listener);
    }

    public KafkaTopics topics() {
        return new KafkaTopics(bootstrap());
    }

    /** Runs an operation of Kafka's admin client, such as creating an ACL; returns when it is done. */
    public void withAdmin(Function<Admin, KafkaFuture<?>> change) {
        topics().withAdmin(change);
    }

    /** Creates a topic; {@code configs} may hold a small {@code max.message.bytes} to make a poison record. */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        topics().create(name, partitions, configs);
    }
}
