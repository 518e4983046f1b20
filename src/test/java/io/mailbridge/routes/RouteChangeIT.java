package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an integration engineer changes in the installation's folder is live after a restart, without a build. */
class RouteChangeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "email-events";

    @AutoClose
    private static Servers servers;

    private HomeCopy home;
    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @BeforeEach
    void copyInstallation() {
        home = HomeCopy.create();
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        home.close();
        servers.reset();
    }

    @Test
    void shouldRunChangedRouteAfterRestart() {
        BridgeLauncher launcher = launcher();
        bridge = launcher.startReady(LIMIT);
        assertThat(post("before").headers()).doesNotContainKey("region");
        assertThat(bridge.terminate(LIMIT)).isZero();
        bridge.close();

        home.change("routes/send-to-kafka.camel.yaml", "      steps:\n", """
      steps:
        - setHeader:
            id: add-region
            name: region
            constant:
              expression: eu-west
""");
        bridge = launcher.startReady(LIMIT);

        assertThat(post("after").headers()).containsEntry("region", "eu-west").containsKey("ce_id");
    }

    @Test
    void shouldUseChangedPropertyAfterRestart() {
        home.change(
                "application.properties", "bridge.kafka.topic=email-events\n", "bridge.kafka.topic=post.{source}\n");
        bridge = launcher().startReady(LIMIT);

        assertThat(bridge.post("shop", SendGridEvents.batch(List.of("moved"))).statusCode())
                .isEqualTo(200);
        assertThat(servers.reader().awaitRecords("post.shop", 1, LIMIT))
                .extracting(TopicRecord::id)
                .containsExactly("sendgrid:moved");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRunRouteWrittenInJava(boolean fromJar) throws IOException {
        for (String name : List.of("ReportBacklog.java", "DropMachineOpens.java")) {
            Files.copy(Path.of("docs/examples", name), home.file("routes/" + name));
        }
        home.change(
                "routes/adapt-events.camel.yaml",
                "ref: asTheyAre",
                "ref: asTheyAre\n" + "        - to: {id: call, uri: \"direct:drop-machine-opens\"}");
        BridgeLauncher launcher = launcher().property("report-backlog.period", "200");
        bridge = (fromJar ? launcher.fromJar() : launcher).startReady(LIMIT);
        assertThat(bridge.log()).doesNotContain("events wait in the buffer");
        String open = "{\"event\":\"open\",\"sg_event_id\":\"%s\",\"sg_machine_open\":%s}";
        assertThat(bridge.post("shop", "[" + open.formatted("a", true) + "," + open.formatted("b", false) + "]")
                        .body())
                .isEqualTo("{\"accepted\":1,\"rejected\":0,\"dropped\":1}");

        servers.kafka().kill();
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of("one", "two")))
                        .statusCode())
                .isEqualTo(200);

        await().atMost(LIMIT).until(() -> bridge.log().contains("2 events wait in the buffer"));
        assertThat(bridge.management("/observe/jolokia/read/org.apache.camel:context=mailbridge,type=routes,"
                                + "name=%22report-backlog%22/State")
                        .body())
                .contains("\"value\":\"Started\"");
    }

    @Test
    void shouldTakeEventsOfPlatformAddedAsFile() throws IOException {
        Files.writeString(home.file("providers/postbox.yaml"), """
                description: Postbox
                content-types: [application/json]
                body: {shape: array}
                fields:
                  id: uid
                  provider_event: kind
                  recipient: rcpt.address
                types:
                  what-happened:
                    - {when: {kind: seen}, then: {type: opened}}
                """);
        bridge = launcher().openSource("newsletter", "postbox").startReady(LIMIT);

        String event = "[{\"uid\":\"p-1\",\"kind\":\"seen\",\"rcpt\":{\"address\":\"Reader@Example.com\"}}]";
        assertThat(bridge.post("newsletter", event).body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");

        TopicRecord record = record("postbox:p-1");
        assertThat(record.key()).isEqualTo("reader@example.com");
        assertThat(record.headers())
                .containsEntry("ce_type", "email.opened")
                .containsEntry("ce_source", "/webhooks/newsletter");
        assertThat(record.json().path("provider").asText()).isEqualTo("postbox");
    }

    /** A tracer reads every body as text on its way; it prints what the operator asked for, but no credentials. */
    @Test
    void shouldAnswerAsBeforeAndShowNoCredentialsWhileATracerReads() {
        bridge = launcher()
                .property("camel.main.tracing", "true")
                .property("bridge.sources.shut.provider", "sendgrid")
                .property("bridge.sources.shut.auth", "bearer")
                .property("bridge.sources.shut.token", "marked-token")
                .startReady(LIMIT);
        String bearer = "Bearer marked-token";

        assertThat(bridge.post("shut", SendGridEvents.batch(List.of("t-1")), "Authorization", bearer)
                        .body())
                .isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(record("sendgrid:t-1").key()).isNotEmpty();
        servers.kafka().kill();
        assertThat(bridge.post("shut", SendGridEvents.batch(List.of("t-2", "t-3")), "Authorization", bearer)
                        .body())
                .isEqualTo("{\"accepted\":2,\"rejected\":0}");
        assertThat(bridge.post("shut", "no JSON", "Authorization", bearer).body())
                .contains("\"status\":400");
        servers.kafka().start();
        assertThat(record("sendgrid:t-3").key()).isNotEmpty();
        assertThat(bridge.log()).contains("receive-webhook", "replay-batch").doesNotContain("marked-token");
    }

    private BridgeLauncher launcher() {
        return servers.launcher().home(home.path()).openSource("shop", "sendgrid");
    }

    private TopicRecord post(String id) {
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of(id))).statusCode())
                .isEqualTo(200);
        return record("sendgrid:" + id);
    }

    private static TopicRecord record(String id) {
        return servers.reader().awaitRecord(TOPIC, id, LIMIT);
    }
}
