package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.TempFolder;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS of the webhooks: who is let in, and which certificate is shown. Neither Kafka nor PostgreSQL is needed for that. */
@TestMethodOrder(OrderAnnotation.class)
class ServerTlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TestCertificates AUTHORITY = TestCertificates.authority("Server CA");
    private static final TestCertificates CLIENTS = TestCertificates.authority("Client CA");
    private static final TestCertificates OTHERS = TestCertificates.authority("Other CA");
    private static final Identity FIRST = AUTHORITY.issue("first.example");

    private static TempFolder folder;
    private static BridgeProcess bridge;

    @BeforeAll
    static void startBridge() {
        folder = TempFolder.create("mailbridge-server-tls-");
        bridge = new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.brokers", "127.0.0.1:1")
                .property("bridge.buffer.jdbc-url", "jdbc:postgresql://127.0.0.1:1/none")
                .property("bridge.http.http2", "true")
                .property("bridge.http.tls.certificate", write("tls.crt", FIRST.certificatePem()))
                .property("bridge.http.tls.key", write("tls.key", FIRST.keyPem()))
                .property("bridge.http.tls.client-ca", write("clients.pem", CLIENTS.pem()))
                .start();
        await().atMost(LIMIT).until(() -> bridge.log().contains("Taking webhooks"));
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
        folder.close();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(Version.class)
    void shouldTakeWebhooksFromClientsWithACertificate(Version version) throws Exception {
        HttpResponse<String> answer = post(CLIENTS.issue("sender.example"), version);

        assertThat(answer.version()).isEqualTo(version);
        // the request came through: neither Kafka nor the buffer is there
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(serverCertificate(answer)).isEqualTo(FIRST.certificate());
    }

    @Order(2)
    @Test
    void shouldRefuseClientsWithoutATrustedCertificate() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(null, Version.HTTP_1_1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post(OTHERS.issue("sender.example"), Version.HTTP_1_1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post(CLIENTS.issueExpired("sender.example"), Version.HTTP_1_1));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bridge.log())
                .contains(
                        "is refused: the client shows no certificate",
                        "is refused: the client's certificate has expired"));
        assertThat(bridge.metric("bridge_tls_handshakes_failed_total")).isGreaterThanOrEqualTo(3);
        assertThat(bridge.metric("bridge_tls_certificate_expiry_timestamp_seconds"))
                .isEqualTo(FIRST.certificate().getNotAfter().toInstant().getEpochSecond());
    }

    @Order(3)
    @Test
    void shouldAnswerNothingInPlainText() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.webhook("shop").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /webhooks/shop HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1");
        }
        assertThat(bridge.log())
                .contains(
                        "Webhooks take TLS from clients with a certificate, with the certificate of CN=first.example",
                        "is refused: it does not speak TLS")
                .doesNotContain("\tat ");
    }

    @Order(4)
    @Test
    void shouldTakeNewCertificatesWithoutARestart() throws Exception {
        Identity second = AUTHORITY.issue("second.example", "RSA");
        write("tls.crt", second.certificatePem());
        write("tls.key", second.keyPem());
        write("clients.pem", OTHERS.pem());
        Identity client = OTHERS.issue("sender.example");

        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(serverCertificate(post(client, Version.HTTP_1_1)))
                        .isEqualTo(second.certificate()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post(CLIENTS.issue("sender.example"), Version.HTTP_1_1));
    }

    private static HttpResponse<String> post(Identity client, Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(AUTHORITY.trustedBy(client))
                .version(version)
                .build();
        URI uri = URI.create(bridge.webhook("shop").toString().replace("http:", "https:"));
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(SendGridEvents.batch(List.of("one"))))
                        .build(),
                BodyHandlers.ofString());
    }

    private static X509Certificate serverCertificate(HttpResponse<?> answer) throws IOException {
        return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    /** As Kubernetes does: another file in the place of the old one. */
    private static String write(String name, String text) {
        try {
            Path file = folder.path().resolve(name);
            Path other = Files.writeString(folder.path().resolve("other"), text);
            return Files.move(other, file, StandardCopyOption.REPLACE_EXISTING).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
