package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.publish.TopicRights;
import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HostsFile;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.KafkaCluster;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One topic fails under load while a source of another topic sends as well, and the resolver of the brokers' names falls
 * silent: all are answered 200 in time, the other topic is not affected, and the auditor finds every event.
 */
@Tag("alone")
class TopicAndNameFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HOST = "kafka.test";
    private static final String REJECTED = "rejected";
    /** Its topic has no fault. */
    private static final String WELL = "well";

    private static final String LATE = "late";
    private static final String DENIED = "denied";
    private static final String SINGLE = "single";

    @AutoClose
    private static HostsFile names;

    @AutoClose
    private static KafkaCluster kafka;

    @AutoClose
    private static PostgresServer postgres;

    @AutoClose
    private static BridgeProcess bridge;

    private static final Map<String, Auditor> AUDITORS = new HashMap<>();

    @BeforeAll
    static void start() {
        names = new HostsFile(HOST);
        postgres = PostgresServer.create();
        CompletableFuture<PostgresServer> database = CompletableFuture.supplyAsync(postgres::start);
        kafka = KafkaCluster.create(HOST).start();
        for (String topic : List.of(WELL, DENIED, REJECTED)) {
            kafka.topics().create(topic, 3, Map.of());
        }
        NewTopic single = new NewTopic(SINGLE, Map.of(0, List.of(3))).configs(Map.of("min.insync.replicas", "1"));
        controller().withAdmin(admin -> admin.createTopics(List.of(single)).all());
        database.join();
        BridgeLauncher launcher = new BridgeLauncher()
                .fromJar()
                .buffer(postgres)
                .property("bridge.kafka.brokers", kafka.bootstrap())
                .property("bridge.kafka.topic", "{source}")
                .property("bridge.kafka.rejected-topic", REJECTED)
                .property("bridge.replay.period", "200ms");
        List.of(names.jvmOptions()).forEach(launcher::jvmOption);
        List.of(WELL, LATE, DENIED, SINGLE).forEach(source -> launcher.openSource(source, Copy.PROVIDER));
        bridge = launcher.startReady(LIMIT);
        for (String source : List.of(WELL, LATE, DENIED, SINGLE)) {
            AUDITORS.put(
                    source, new Auditor(kafka.reader(), source, source, REJECTED, postgres.database(), bridge::tail));
        }
        // the first requests of a JVM are its slowest, and no fault's
        run(1, () -> {}, () -> {}, WELL);
    }

    @Test
    void shouldBufferUntilATopicIsCreatedAndPublishTheOther() {
        Map<String, Audit> audits = run(2, () -> {}, () -> kafka.topics().create(LATE, 3, Map.of()), WELL, LATE);
        assertBuffered(audits, LATE);
    }

    @Test
    void shouldBufferWhileATopicMayNotBeWrittenAndPublishTheOther() {
        AclBinding othersOnly = TopicRights.othersOnly(DENIED);
        Map<String, Audit> audits = run(
                2,
                () -> controller().withAdmin(admin -> admin.createAcls(List.of(othersOnly))
                        .all()),
                () -> controller().withAdmin(admin -> admin.deleteAcls(List.of(othersOnly.toFilter()))
                        .all()),
                WELL,
                DENIED);
        assertBuffered(audits, DENIED);
    }

    @Test
    void shouldBufferWhileATopicHasNoLeaderAndPublishTheOther() {
        KafkaBroker leader = kafka.brokers().get(2);
        Map<String, Audit> audits = run(3, leader::kill, leader::start, WELL, SINGLE);
        assertThat(audits.get(SINGLE).buffered()).isPositive();
    }

    @Test
    void shouldBufferWhileNobodyAnswersForTheBrokersNames() {
        Map<String, Audit> audits = run(
                4,
                () -> {
                    names.fallSilent();
                    kafka.proxies().forEach(TcpProxy::cut);
                },
                () -> {
                    assertThat(bridge.isReady()).isTrue();
                    names.answer();
                },
                WELL);
        assertThat(audits.get(WELL).buffered()).isPositive();
    }

    private static void assertBuffered(Map<String, Audit> audits, String source) {
        assertThat(audits.get(source).buffered()).isPositive();
        Audit well = audits.get(WELL);
        assertThat(well.buffered())
                .as("a fault of one topic costs the others a fifth at most, on a loaded machine too")
                .isLessThan(well.events() / 5);
    }

    private static KafkaBroker controller() {
        return kafka.brokers().get(0);
    }

    /** Sends to the sources before, during and after a fault, then waits for rest, and audits. */
    private static Map<String, Audit> run(int seconds, Runnable fault, Runnable heal, String... sources) {
        Map<String, List<LoadAnswer>> answers = new HashMap<>();
        List<Platforms> all = new ArrayList<>();
        long healedAt;
        try {
            for (String source : sources) {
                all.add(Platforms.sendTo(List.of(bridge.webhook(source))));
            }
            all.forEach(platforms -> platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2));
            fault.run();
            all.forEach(platforms -> platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND * seconds));
            heal.run();
            healedAt = System.nanoTime();
            all.forEach(platforms -> platforms.awaitFurther(Platforms.REQUESTS_PER_SECOND / 2));
            for (int i = 0; i < sources.length; i++) {
                answers.put(sources[i], all.get(i).stop());
            }
        } finally {
            all.forEach(Platforms::close);
        }
        Map<String, Audit> audits = new HashMap<>();
        for (String source : sources) {
            audits.put(source, AUDITORS.get(source).audit(answers.get(source), healedAt, 200));
        }
        Books.awaitBalanced(bridge);
        System.out.println(audits);
        return audits;
    }
}
