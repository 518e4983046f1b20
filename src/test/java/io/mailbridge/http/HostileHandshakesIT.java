package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailbridge.faults.SeededOrder;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.TempFolder;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What strangers may try with TLS, under a bridge of 256 MB and 1,024 descriptors: the platform beside them is answered 200
 * in time.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class HostileHandshakesIT {
    private static final TestCertificates AUTHORITY = TestCertificates.authority("Server CA");
    private static final SSLContext CLIENT = AUTHORITY.trustedBy(null);
    private static final Duration FLOOD = Duration.ofSeconds(1);

    private static TempFolder folder;
    private static SmallBridge small;
    private static BridgeProcess bridge;
    private static PacedLoad platform;

    @BeforeAll
    static void start() throws IOException {
        folder = TempFolder.create("mailbridge-handshakes-");
        Identity server = AUTHORITY.issue("bridge.example");
        Path certificate = Files.writeString(folder.path().resolve("tls.crt"), server.certificatePem());
        Path key = Files.writeString(folder.path().resolve("tls.key"), server.keyPem());
        small = SmallBridge.start(
                Map.of(
                        "bridge.http.http2", "true",
                        "bridge.http.tls.certificate", certificate.toString(),
                        "bridge.http.tls.key", key.toString()),
                CLIENT);
        bridge = small.bridge();
        platform = PacedLoad.to(URI.create(bridge.webhook("demo").toString().replace("http:", "https:")), CLIENT);
        platform.assertServed();
    }

    @AfterAll
    static void shouldHaveDeliveredWhatThePlatformSent() {
        try (TempFolder toDelete = folder;
                SmallBridge toClose = small;
                PacedLoad toStop = platform) {
            platform.assertDelivered(small.servers(), "email-events");
            System.out.println("Hostile handshakes: the platform beside them had " + platform);
        }
    }

    @AfterEach
    void shouldBeNoneTheWorse() throws IOException {
        small.assertNoneTheWorse(platform);
    }

    @Test
    void shouldCloseWhatIsNoHandshakeOrDoesNotEnd() throws IOException {
        Map<String, byte[]> begun = HostileHandshakes.begun(CLIENT);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            for (byte[] bytes : begun.values()) {
                RawClient client = new RawClient(small.port(), "127.0.0." + (2 + i % 3));
                clients.add(client);
                catchThrowable(() -> client.send(bytes));
            }
        }
        platform.assertServed();
        for (RawClient client : clients) {
            // each ends by itself
            client.rest();
            client.close();
        }
    }

    @Test
    void shouldRefuseASecondHandshakeOfOneConnection() throws IOException {
        try (SSLSocket socket = secure("TLSv1.2")) {
            socket.startHandshake();
            socket.getSession().invalidate();
            socket.startHandshake();

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
        }
    }

    @Test
    void shouldCloseWhoOnlyUpdatesItsKeys() {
        inParallel(8, () -> {
            try (SSLSocket socket = secure("TLSv1.3")) {
                socket.startHandshake();
                // a few do no harm
                for (int i = 0; i < 10_000; i++) {
                    socket.startHandshake();
                }
            }
        });
        assertThat(bridge.metric("bridge_connections_closed_total", "reason", "tls_records"))
                .isPositive();
    }

    @Test
    void shouldBearHandshakesWithoutEnd() {
        inParallel(16, () -> {
            SSLContext own = AUTHORITY.trustedBy(null);
            for (int i = 0; i < 3; i++) {
                try (SSLSocket socket = secure(own, i % 2 == 0 ? "TLSv1.2" : "TLSv1.3")) {
                    socket.startHandshake();
                    if (i % 3 > 0) {
                        socket.getSession().invalidate();
                    }
                }
            }
        });
    }

    private static SSLSocket secure(String version) throws IOException {
        return secure(CLIENT, version);
    }

    private static SSLSocket secure(SSLContext context, String version) throws IOException {
        SSLSocket socket = RawClient.secureSocket(context, small.port(), "127.0.0.2");
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private interface Attack {
        void run() throws IOException;
    }

    /** Each again and again, however it ends, and the platform is served meanwhile. */
    private static void inParallel(int attackers, Attack attack) {
        long end = System.nanoTime() + FLOOD.toNanos();
        List<CompletableFuture<Void>> running = IntStream.range(0, attackers)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            while (System.nanoTime() < end) {
                                catchThrowable(attack::run);
                            }
                        },
                        command -> new Thread(command).start()))
                .toList();
        platform.assertServed();
        running.forEach(CompletableFuture::join);
    }
}
