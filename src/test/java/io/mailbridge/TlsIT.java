package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TempFolder;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS to Kafka and to PostgreSQL as docs/tls.md describes it, with certificates made here. */
class TlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "email-events";
    private static final String PASSWORD = "c0rrect-h0rse";
    private static final TestCertificates AUTHORITY = TestCertificates.authority("Test CA");

    @AutoClose
    private static TempFolder folder;

    @AutoClose
    private static Servers servers;

    private static Path ca;
    private static Path otherCa;

    @BeforeAll
    static void startServers() throws Exception {
        folder = TempFolder.create("mailbridge-tls-");
        ca = write("ca.pem", AUTHORITY.pem());
        otherCa = write("other-ca.pem", TestCertificates.authority("Other CA").pem());
        Map<String, String> listeners =
                Map.of("MUTUAL", "SSL", "SASL", "SASL_SSL", "EXPIRED", "SSL", "ELSEWHERE", "SSL");
        Map<String, String> settings = new LinkedHashMap<>();
        tls(settings, "mutual", AUTHORITY.issue("kafka.example"));
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("listener.name.mutual.ssl.truststore.type", "PEM");
        settings.put("listener.name.mutual.ssl.truststore.location", ca.toString());
        tls(settings, "sasl", AUTHORITY.issue("kafka.example"));
        settings.put("listener.name.sasl.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
        settings.put(
                "listener.name.sasl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put(
                "listener.name.sasl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_bridge=\"" + PASSWORD + "\";");
        tls(settings, "expired", AUTHORITY.issueExpired("kafka.example"));
        tls(settings, "elsewhere", AUTHORITY.issueForElsewhere("elsewhere.example"));
        servers = Servers.start(
                KafkaBroker.create(listeners, settings),
                PostgresServer.create().withTls(AUTHORITY.issue("db.example")));
        servers.kafka().createTopic(TOPIC, 1, Map.of());
        servers.kafka().createTopic(TOPIC + ".rejected", 1, Map.of());
        UserScramCredentialUpsertion user = new UserScramCredentialUpsertion(
                "bridge", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD);
        servers.kafka().withAdmin(admin -> admin.alterUserScramCredentials(List.of(user))
                .all());
    }

    private static void tls(Map<String, String> settings, String listener, Identity identity) {
        Path store = write(listener + ".pem", identity.keyPem() + identity.certificatePem());
        settings.put("listener.name." + listener + ".ssl.keystore.type", "PEM");
        settings.put("listener.name." + listener + ".ssl.keystore.location", store.toString());
    }

    @Test
    void shouldSpeakTlsWhenTheFileSaysSo() throws IOException {
        Identity client = AUTHORITY.issue("bridge.example");
        Path store = write("bridge.pem", client.keyPem() + client.certificatePem());
        Path home = Files.createDirectories(folder.path().resolve("home"));
        Files.createSymbolicLink(home.resolve("routes"), Path.of("routes").toAbsolutePath());
        Files.write(
                home.resolve("application.properties"),
                List.of(
                        "bridge.kafka.brokers=" + servers.kafka().bootstrap("MUTUAL"),
                        "camel.component.kafka.security-protocol=SSL",
                        "camel.component.kafka.ssl-truststore-type=PEM",
                        "camel.component.kafka.ssl-truststore-location=" + ca,
                        "camel.component.kafka.ssl-keystore-type=PEM",
                        "camel.component.kafka.ssl-keystore-location=" + store,
                        "bridge.buffer.jdbc-url=" + servers.postgres().jdbcUrl() + "?sslmode=verify-full&sslrootcert="
                                + ca,
                        "bridge.buffer.password=" + servers.postgres().password(),
                        "bridge.sources.shop.provider=sendgrid",
                        "bridge.sources.shop.auth=none"));

        try (BridgeProcess bridge = new BridgeLauncher().home(home).startReady(LIMIT)) {
            publishes(bridge, "by-file");
        }
    }

    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-512, scram.Scram", "PLAIN, plain.Plain"})
    void shouldSpeakTlsAndSaslWhenTheEnvironmentSaysSo(String mechanism, String module) {
        BridgeLauncher launcher = new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .environment("BRIDGE_KAFKA_BROKERS", servers.kafka().bootstrap("SASL"))
                .environment("CAMEL_COMPONENT_KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .environment("CAMEL_COMPONENT_KAFKA_SSL_TRUSTSTORE_TYPE", "PEM")
                .environment("CAMEL_COMPONENT_KAFKA_SSL_TRUSTSTORE_LOCATION", ca.toString())
                .environment("CAMEL_COMPONENT_KAFKA_SASL_MECHANISM", mechanism)
                .environment("CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG", jaas(module, PASSWORD))
                .environment(
                        "BRIDGE_BUFFER_JDBC_URL",
                        servers.postgres().jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + ca)
                .environment("BRIDGE_BUFFER_PASSWORD", servers.postgres().password());

        try (BridgeProcess bridge = launcher.startReady(LIMIT)) {
            publishes(bridge, mechanism);
            assertThat(bridge.log()).doesNotContain(PASSWORD);
        }
    }

    private static void publishes(BridgeProcess bridge, String id) {
        assertThat(bridge.post("shop", SendGridEvents.batch(List.of(id))).body())
                .as(bridge::log)
                .contains("\"accepted\":1");
        servers.reader().awaitRecord(TOPIC, "sendgrid:" + id, LIMIT);
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_available") == 1);
        assertThat(servers.postgres()
                        .count("select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                                + " where application_name = 'mailbridge' and ssl"))
                .isPositive();
    }

    /** Kubernetes or an operator replaces the files while the bridge runs; Kafka's client reads them only once. */
    @Test
    void shouldReachKafkaWithReplacedCertificates() throws IOException {
        Path trusted = write("exchanged.pem", Files.readString(otherCa));
        BridgeLauncher launcher = new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.brokers", servers.kafka().bootstrap("SASL"))
                .property("camel.component.kafka.security-protocol", "SASL_SSL")
                .property("camel.component.kafka.ssl-truststore-type", "PEM")
                .property("camel.component.kafka.ssl-truststore-location", trusted.toString())
                .property("camel.component.kafka.sasl-mechanism", "PLAIN")
                .property("camel.component.kafka.sasl-jaas-config", jaas("plain.Plain", PASSWORD))
                .buffer(servers.postgres());

        try (BridgeProcess bridge = launcher.start()) {
            await().atMost(LIMIT)
                    .until(() -> bridge.log().contains("Kafka is not reached, retrying: unable to find valid"));
            write("exchanged.pem", AUTHORITY.pem());
            publishes(bridge, "exchanged");
            assertThat(bridge.log()).contains("the certificates have changed, the producer is made anew");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, SSL, NotAfter: ",
        "ELSEWHERE, SSL, No subject alternative names matching IP address 127.0.0.1",
        "SASL, SASL_SSL, Authentication failed: Invalid username or password",
    })
    void shouldNameWhatIsWrongWithACertificateOrACredential(String listener, String protocol, String named) {
        BridgeLauncher launcher = new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.brokers", servers.kafka().bootstrap(listener))
                .property("camel.component.kafka.security-protocol", protocol)
                .property("camel.component.kafka.ssl-truststore-type", "PEM")
                .property("camel.component.kafka.ssl-truststore-location", ca.toString())
                .property("camel.component.kafka.sasl-mechanism", "PLAIN")
                .property("camel.component.kafka.sasl-jaas-config", jaas("plain.Plain", "wr0ng"))
                .property(
                        "bridge.buffer.jdbc-url",
                        servers.postgres().jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + otherCa)
                .property("bridge.buffer.password", servers.postgres().password());

        try (BridgeProcess bridge = launcher.start()) {
            await().atMost(LIMIT).until(() -> bridge.log()
                    .contains("The buffer is not available: unable to find valid certification path"));
            await().atMost(LIMIT).until(() -> bridge.log().contains(named));
            assertThat(bridge.post("shop", SendGridEvents.batch(List.of(listener)))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(bridge.log()).doesNotContain("NetworkClient", "wr0ng", "\tat ");
        }
    }

    private static String jaas(String module, String password) {
        return "org.apache.kafka.common.security." + module + "LoginModule required username=\"bridge\" password=\""
                + password + "\";";
    }

    private static Path write(String name, String text) {
        try {
            return Files.writeString(folder.path().resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
