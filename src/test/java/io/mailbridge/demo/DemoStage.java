package io.mailbridge.demo;

import io.mailbridge.support.AtExit;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.FreePorts;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.PostgresServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** The three processes of the demo and of bin/dev, from their start to their end. */
public final class DemoStage implements AutoCloseable {
    /** A source without credentials that takes events of SendGrid. */
    public static final String SOURCE = "demo";

    static final String TOPIC = "email-events";
    private static final String TRY_IT = "[{\"email\":\"you@example.com\",\"event\":\"delivered\","
            + "\"timestamp\":1767690126,\"sg_event_id\":\"try-1\",\"sg_message_id\":\"message-1\"}]";
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int SERVER_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9876;

    private final long start = System.nanoTime();
    private final KafkaBroker kafka = KafkaBroker.create();
    private final PostgresServer postgres = PostgresServer.create();
    private final Runnable closing = this::close;
    private final UnaryOperator<BridgeLauncher> settings;
    private volatile BridgeProcess bridge;
    private volatile String kafkaState = "starting";

    /** @param settings further ones of the bridge */
    public DemoStage(UnaryOperator<BridgeLauncher> settings) {
        this.settings = settings;
    }

    /** @throws IllegalStateException with the failed process's log */
    public void start() {
        progress("Starting a private Kafka and a private PostgreSQL ...");
        CompletableFuture<Void> broker = CompletableFuture.runAsync(this::startKafka)
                .thenRun(() -> progress("Kafka answers on " + kafka.bootstrap()));
        CompletableFuture<Void> database = CompletableFuture.runAsync(postgres::start)
                .thenRun(() -> progress("PostgreSQL answers on " + postgres.jdbcUrl()));
        join(broker);
        join(database);
        kafka.createTopic(TOPIC, 3, Map.of());
        startBridge();
    }

    /** Starts the broker, or starts it again on the same port and data. */
    void startKafka() {
        kafkaState = "starting";
        kafka.start();
        closeBeforeProcesses();
        kafkaState = "up";
    }

    void killKafka() {
        kafka.kill();
        kafkaState = "down";
    }

    boolean isKafkaDown() {
        return kafkaState.equals("down");
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public BridgeProcess bridge() {
        return bridge;
    }

    /** @throws IllegalStateException if the bridge has ended */
    String status() {
        if (!bridge.isRunning()) {
            throw new IllegalStateException("the bridge has ended" + bridge.tail());
        }
        try {
            return DemoStatus.of(bridge.metrics(), kafkaState).text();
        } catch (UncheckedIOException e) {
            return "the bridge does not answer on its management port";
        }
    }

    /** The command that sends an event. */
    public void sayTryIt() {
        Demo.say("Try it:");
        Demo.say("  curl -i -H 'Content-Type: application/json' -d '" + TRY_IT + "' " + bridge.webhook(SOURCE));
        Demo.say("");
    }

    void progress(String line) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        Demo.say("%5.1f s  %s".formatted(seconds, line));
    }

    @Override
    public void close() {
        BridgeProcess running = bridge;
        if (running != null) {
            try (running) {
                running.terminate(STOP_LIMIT);
            } catch (IllegalStateException tooSlow) {
                Demo.say("The bridge did not stop within " + STOP_LIMIT.toSeconds() + " s and was killed");
            }
        }
        kafka.close();
        postgres.close();
    }

    private void startBridge() {
        int server = choosePort("webhooks", SERVER_PORT);
        int management = choosePort("management", MANAGEMENT_PORT);
        progress("Starting the bridge ...");
        BridgeLauncher launcher = new BridgeLauncher()
                .kafka(kafka)
                .buffer(postgres)
                .openSource(SOURCE, "sendgrid")
                .ports(server, management);
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("bridge."))
                .forEach(key -> launcher.property(key, System.getProperty(key)));
        bridge = settings.apply(launcher).start();
        closeBeforeProcesses();
        bridge.awaitReady(READY_LIMIT);
        progress("The bridge is ready");
    }

    /** When the JVM ends, the bridge must stop in order before the processes it talks to are killed. */
    private void closeBeforeProcesses() {
        AtExit.forget(closing);
        AtExit.run(closing);
    }

    private int choosePort(String purpose, int wanted) {
        int port = FreePorts.preferring(wanted);
        if (port != wanted) {
            progress("Port " + wanted + " is taken; " + purpose + " on port " + port + " instead");
        }
        return port;
    }

    private static void join(CompletableFuture<Void> step) {
        try {
            step.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
