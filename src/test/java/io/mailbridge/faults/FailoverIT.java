package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.PostgresPair;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka is down, and the buffer's primary is lost: its standby takes over what was answered 200, without a restart. */
class FailoverIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @AutoClose
    private static KafkaBroker kafka;

    private String topic;
    private PostgresPair pair;
    private BridgeProcess bridge;
    private Auditor auditor;
    private Load load;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaBroker.create(Map.of()).start();
    }

    @BeforeEach
    void bufferUnderLoad() {
        topic = "events-" + System.nanoTime();
        kafka.start().createTopic(topic, 3, Map.of());
        pair = PostgresPair.start();
        bridge = new BridgeLauncher()
                .kafka(kafka)
                .buffer(pair.primary())
                .property("bridge.buffer.jdbc-url", pair.jdbcUrl() + "?hostRecheckSeconds=3")
                .openSource("demo", "sendgrid")
                .property("bridge.replay.period", "200ms")
                .property("bridge.kafka.topic", topic)
                .startReady(Servers.START_LIMIT);
        auditor = new Auditor(
                new TopicReader(kafka),
                "demo",
                topic,
                "email-events.rejected",
                pair.primary().database(),
                bridge::tail);
        kafka.kill();
        load = LoadPlan.to(bridge.webhook("demo"))
                .withRequests(1_000_000)
                .withRequestsPerSecond(200)
                .start();
        await().atMost(LIMIT).until(() -> rows(pair.primary()) > 300);
    }

    @AfterEach
    void stop() {
        load.close();
        bridge.close();
        pair.close();
    }

    @Test
    void shouldRefuseWhatTheStandbyDoesNotHaveAndGoOnWithItWhenThePrimaryIsKilled() {
        pair.standby().freeze();
        awaitRefused();
        int accepted = load.acceptedIds().size();
        awaitRefused();
        assertThat(load.acceptedIds()).as("accepted while no commit ends").hasSize(accepted);
        pair.standby().thaw();
        awaitAccepted();

        pair.primary().kill();
        awaitRefused();
        pair.promote();
        awaitAccepted();

        pair.primary().withSetting("default_transaction_read_only", "on").start();
        assertOnlyTheStandbyIsUsed();
    }

    @Test
    void shouldGoOnWithTheStandbyWhenThePrimaryFallsSilent() {
        pair.primary().freeze();
        awaitRefused();
        pair.promote();
        awaitAccepted();

        // it does not know that it was replaced, and could be written
        pair.primary().thaw();
        assertOnlyTheStandbyIsUsed();
    }

    /** The former primary answers, and is the first of the hosts in the address. */
    private void assertOnlyTheStandbyIsUsed() {
        long formerly = rows(pair.primary());
        int answers = load.answerCount();
        await("the driver's next look at it").atMost(LIMIT).until(() -> load.answerCount() > answers + 800);
        pair.standby()
                .execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mailbridge'");
        long before = rows(pair.standby());
        awaitAccepted();
        assertThat(rows(pair.standby())).isGreaterThan(before + 40);
        assertThat(rows(pair.primary())).isEqualTo(formerly);
        assertKept();
    }

    private void awaitRefused() {
        int refused = load.failures().size();
        await("requests answered 503").atMost(LIMIT).until(() -> load.failures().size() > refused + 100);
    }

    private void awaitAccepted() {
        int accepted = load.acceptedIds().size();
        await("requests answered 200")
                .atMost(RECOVERY)
                .until(() -> load.acceptedIds().size() > accepted + 50);
    }

    private void assertKept() {
        load.stop();
        kafka.start();
        auditor.use(pair.standby().database());
        auditor.audit(load.answers(), System.nanoTime(), 200, 503);
    }

    private static long rows(PostgresServer server) {
        return server.count("select count(*) from buffered_event");
    }
}
