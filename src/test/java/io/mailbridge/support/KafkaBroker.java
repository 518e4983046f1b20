package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** A real Kafka broker in a process of its own, on one loopback port and one data folder over all its restarts. */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(45);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final TempFolder folder = TempFolder.create("mailbridge-kafka-");
    private final int port = FreePorts.next();
    private final int controllerPort = FreePorts.next();
    private final Path log = folder.path().resolve("kafka.log");
    private final Path data = folder.path().resolve("data");
    private final Path settings = folder.path().resolve("server.properties");
    private final Map<String, Integer> listenerPorts = new HashMap<>();
    private final Properties properties = new Properties();
    private ChildProcess process;

    private KafkaBroker(Map<String, String> listeners, Map<String, String> overrides) {
        properties.putAll(KafkaBrokerSettings.of(port, controllerPort, data));
        listeners.keySet().forEach(name -> listenerPorts.put(name, FreePorts.next()));
        properties.putAll(KafkaBrokerSettings.listeners(listeners, listenerPorts, properties));
        override(overrides);
    }

    private void override(Map<String, String> overrides) {
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
                "PLAINTEXT://127.0.0.1:" + second.port));
        return second;
    }

    /** Starts, or starts again on the same port and data; returns when the broker answers. */
    public synchronized KafkaBroker start() {
        if (isRunning()) {
            return this;
        }
        List<String> command = List.of(
                ClassPath.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlogback.configurationFile=io/mailbridge/support/quiet-logback.xml",
                "-cp",
                ClassPath.current(),
                KafkaBrokerMain.class.getName(),
                settings.toString(),
                data.toString());
        process = ChildProcess.start("Kafka", command, folder.path(), Map.of(), log);
        awaitAnswer();
        return this;
    }

    /** Ends as an operator would: SIGTERM. */
    public synchronized void stop() {
        if (process != null) {
            process.stop("TERM", STOP_LIMIT);
        }
    }

    /** Ends as a crash would: SIGKILL. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** The process keeps its connections but answers nothing: SIGSTOP. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    public synchronized KafkaBroker restart() {
        stop();
        return start();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** @param listener name of a further listener */
    public String bootstrap(String listener) {
        return "127.0.0.1:" + listenerPorts.get(listener);
    }

    public String log() {
        return process == null ? "" : process.log();
    }

    public KafkaTopics topics() {
        return new KafkaTopics(bootstrap());
    }

    /** What an operator does with Kafka's own client, such as rules on topics; returns when it is done. */
    public void withAdmin(Function<Admin, KafkaFuture<?>> change) {
        topics().withAdmin(change);
    }

    /** Creates a topic; {@code configs} may hold a small {@code max.message.bytes} to make a poison record. */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        topics().create(name, partitions, configs);
    }

    @Override
    public synchronized void close() {
        kill();
        folder.close();
    }

    private void awaitAnswer() {
        try {
            process.awaitAnswer(START_LIMIT, this::answers);
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }

    private boolean answers() {
        if (!Sockets.accepts(port)) {
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
}
