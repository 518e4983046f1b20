package io.mailbridge.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaCluster;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One or more packaged bridges with a cluster and a database, and platforms that send while something is wrong. Several
 * bridges share both; the platforms post through a load balancer, and a request that gets no answer goes to another one.
 *
 * <pre>{@code
 * try (FaultRig rig = new FaultRig(2)) {
 *     rig.run("killed", 3, Set.of(0), () -> rig.bridges().get(0).kill(), rig.bridges()::startAll);
 * }
 * }</pre>
 */
final class FaultRig implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final String TOPIC = "events";

    private static final String REJECTED = "events.rejected";
    private static final String SOURCE = "shop";

    private final KafkaCluster kafka = KafkaCluster.create();
    private final PostgresServer postgres = PostgresServer.create();
    private final Replicas bridges;
    private final Auditor auditor;
    private Platforms platforms;

    /** With one bridge. */
    FaultRig() {
        this(1);
    }

    FaultRig(int bridges) {
        this(bridges, launcher -> launcher);
    }

    /** @param settings what the bridges have beyond the rig's own */
    FaultRig(int bridges, UnaryOperator<BridgeLauncher> settings) {
        CompletableFuture<PostgresServer> database = CompletableFuture.supplyAsync(postgres::start);
        kafka.start();
        kafka.topics().create(TOPIC, 6, Map.of());
        kafka.topics().create(REJECTED, 3, Map.of());
        database.join();
        this.bridges = new Replicas(SOURCE, bridges, () -> settings.apply(launcher()));
        auditor = new Auditor(kafka.reader(), SOURCE, TOPIC, REJECTED, postgres.database(), this.bridges::tail);
        // the first requests of a JVM are its slowest, and no fault's: where others use the machine, some get no answer
        // in time
        Set<Integer> all = IntStream.range(0, bridges).boxed().collect(toSet());
        run("nothing", 1, all, () -> {}, () -> {});
    }

    private BridgeLauncher launcher() {
        return new BridgeLauncher()
                .fromJar()
                .buffer(postgres)
                .openSource(SOURCE, Copy.PROVIDER)
                .property("bridge.kafka.brokers", kafka.bootstrap())
                .property("bridge.kafka.topic", TOPIC)
                .property("bridge.kafka.rejected-topic", REJECTED)
                .property("bridge.replay.period", "200ms");
    }

    KafkaCluster kafka() {
        return kafka;
    }

    PostgresServer postgres() {
        return postgres;
    }

    /** The only one, or the first. */
    BridgeProcess bridge() {
        return bridges.get(0);
    }

    Replicas bridges() {
        return bridges;
    }

    /** With a fault that no bridge may show: every request is answered 200. */
    Audit run(String what, int seconds, Runnable fault, Runnable heal) {
        return run(what, seconds, Set.of(), fault, heal);
    }

    /**
     * Sends before, during and after a fault, then waits for rest, and audits. All bridges must run before and after.
     *
     * @param seconds of load during the fault
     * @param failing numbers of the bridges that may give no answer, or refuse with 503
     * @param heal may assert first what should hold during the fault
     */
    Audit run(String what, int seconds, Set<Integer> failing, Runnable fault, Runnable heal) {
        kafka.awaitInSync(TOPIC);
        kafka.awaitInSync(REJECTED);
        FleetBooks books = new FleetBooks(bridges.running());
        List<LoadAnswer> answers;
        long healedAt;
        try (Platforms senders = Platforms.sendTo(bridges.webhooks())) {
            platforms = senders;
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2);
            // with traffic they have recovered from the fault before
            await("closed breakers").atMost(LIMIT).until(this::breakersAreClosed);
            fault.run();
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND * seconds);
            heal.run();
            healedAt = System.nanoTime();
            platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2);
            answers = platforms.stop();
        }
        // whether an answer was allowed depends on who gave it
        Audit audit = auditor.audit(answers, healedAt, 200, 503, 0);
        assertAnswered(answers, failing);
        books.judge(bridges.running(), audit);
        System.out.println(what + ": " + audit);
        return audit;
    }

    /** During a fault: a platform sends so many further events, which are answered when this returns. */
    void sendBacklog(int events) {
        platforms.sendBacklog(events);
    }

    /** During a fault: waits for so many seconds of load. */
    void load(int seconds) {
        platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND * seconds);
    }

    private void assertAnswered(List<LoadAnswer> answers, Set<Integer> failing) {
        Set<URI> mayFail =
                failing.stream().map(number -> bridges.webhooks().get(number)).collect(toSet());
        assertThat(answers)
                .as("answers other than 200 that no fault explains")
                .filteredOn(answer -> answer.status() != 200)
                .filteredOn(answer ->
                        !(mayFail.contains(answer.target()) && Set.of(0, 503).contains(answer.status())))
                .extracting(LoadAnswer::target, LoadAnswer::status)
                .isEmpty();
    }

    long rows() {
        return postgres.count("select count(*) from buffered_event");
    }

    private boolean breakersAreClosed() {
        return bridges.running().stream()
                .allMatch(bridge ->
                        bridge.metric("resilience4j_circuitbreaker_state", "name", "publish-breaker", "state", "closed")
                                == 1);
    }

    @Override
    public void close() {
        bridges.close();
        kafka.close();
        postgres.close();
    }
}
