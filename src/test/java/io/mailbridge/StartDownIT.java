package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import io.mailbridge.support.StrangerServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge starts with Kafka, PostgreSQL or both down, reports it, and recovers without a restart. */
class StartDownIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @AutoClose
    private static Servers servers;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @BeforeEach
    void noTables() {
        servers.reset();
        servers.postgres().execute("drop schema public cascade");
        servers.postgres().execute("create schema public");
    }

    @Test
    void shouldStartWithTheDatabaseDownAndMakeItsTablesLater() {
        servers.postgres().kill();
        try (BridgeProcess bridge = bridgeTo("database-down").startReady(LIMIT)) {
            assertThat(post(bridge, "kafka-only")).isEqualTo(200);

            servers.postgres().start();
            await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_available") == 1);
            servers.kafka().kill();
            assertThat(post(bridge, "kept")).isEqualTo(200);
            assertThat(servers.buffered()).isEqualTo(1);
        }
    }

    @Test
    void shouldStartWithKafkaDownAndDrainLater() {
        servers.kafka().kill();
        try (BridgeProcess bridge = bridgeTo("kafka-down").startReady(LIMIT)) {
            assertThat(post(bridge, "early")).isEqualTo(200);
            assertThat(servers.buffered()).isEqualTo(1);

            servers.kafka().start();
            servers.awaitDrained();
            assertThat(servers.idsOnceOn("kafka-down", bridge)).containsExactly("sendgrid:early");
        }
    }

    @Test
    void shouldStartWithBothDownAndRefuseUntilOneIsBack() {
        servers.postgres().kill();
        servers.kafka().kill();
        try (BridgeProcess bridge = bridgeTo("both-down").start()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> bridge.management("/observe/health/live").statusCode() == 200);
            assertThat(bridge.isReady()).isFalse();
            assertThat(post(bridge, "refused")).isEqualTo(503);

            servers.postgres().start();
            await().atMost(LIMIT).until(() -> post(bridge, "kept") == 200);
            servers.kafka().start();
            servers.awaitDrained();
            assertThat(servers.idsOn("both-down")).contains("sendgrid:kept").doesNotContain("sendgrid:refused");
        }
    }

    @Test
    void shouldStartWithABrokerNameThatCannotBeLookedUp() {
        try (BridgeProcess bridge = bridgeTo("unresolved")
                .property("bridge.kafka.brokers", "no-such-host.invalid:9092")
                .startReady(LIMIT)) {
            assertThat(post(bridge, "unresolved")).isEqualTo(200);
            assertThat(servers.buffered()).isEqualTo(1);
        }
    }

    @Test
    void shouldStayUpWhenThePortIsNotABrokersAndUseTheBrokerThatComesLater() throws Exception {
        servers.kafka().stop();
        int port = Integer.parseInt(servers.kafka().bootstrap().replaceAll(".*:", ""));
        BridgeLauncher launcher = bridgeTo("stranger").jvmOption("-XX:+ExitOnOutOfMemoryError");
        try (StrangerServer web = StrangerServer.on(port, "HTTP/1.1 400 Bad Request\r\n\r\n");
                BridgeProcess bridge = launcher.startReady(LIMIT)) {
            assertThat(post(bridge, "strange")).isEqualTo(200);
            await().atMost(LIMIT).until(() -> bridge.log().contains("does not answer as Kafka does without TLS"));

            web.close();
            servers.kafka().start();
            servers.awaitDrained();
            assertThat(servers.idsOnceOn("stranger", bridge)).containsExactly("sendgrid:strange");
        }
    }

    /** Each test has a topic of its own, which is missing too. */
    private static BridgeLauncher bridgeTo(String topic) {
        return servers.bridge().property("bridge.kafka.topic", topic);
    }

    private static int post(BridgeProcess bridge, String id) {
        return bridge.post("demo", "[{\"event\":\"open\",\"sg_event_id\":\"" + id + "\"}]")
                .statusCode();
    }
}
