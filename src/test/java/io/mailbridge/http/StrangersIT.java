package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients without a credential cannot stop the webhooks or health, with 256 MB and 1,024 descriptors. */
@Tag("alone")
class StrangersIT {
    private static final String GOOD = SmallBridge.GOOD;
    private static final String STRANGER = "127.0.0.2";
    private static final String MORE_FIELDS = "a:\r\n".repeat(90);

    @AutoClose
    private static SmallBridge small;

    private static BridgeProcess bridge;
    private static int port;

    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        small = SmallBridge.start();
        bridge = small.bridge();
        port = bridge.serverUri("/").getPort();
    }

    @AfterEach
    void shouldAnswerEverybodyElseSoon() throws IOException {
        small.checkOthers();
        for (RawClient client : clients) {
            client.close();
        }
        Awaitility.await().until(() -> bridge.metric("bridge_connections", "server", "webhooks") < 10);
        Awaitility.await().until(() -> bridge.metric("bridge_requests_in_flight") == 0);
        small.checkOthers();
        assertThat(bridge.log()).doesNotContain("\tat ", "OutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /webhooks/demo", "GET /webhooks/demo", "GET /nowhere"})
    void shouldServeOthersWhileOneSendsWithoutEndAndReadsNoAnswer(String line) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\n" + MORE_FIELDS;
        flood(port, line.startsWith("POST") ? request + "Content-Length: 2\r\n\r\n[]" : request + "\r\n");
    }

    @Test
    void shouldServeOthersWhileOneFloodsTheManagementServer() throws IOException {
        int management = bridge.managementUri("/").getPort();

        flood(management, "GET /observe/health/live HTTP/1.1\r\nHost: b\r\n" + MORE_FIELDS + "\r\n");
    }

    private static void flood(int port, String request) throws IOException {
        try (Flood flood = Flood.of(port, request)) {
            assertThat(flood.untilUnread()).isLessThan(Duration.ofSeconds(10));
            small.checkOthers();
        }
    }

    @Test
    void shouldHoldHeadsOfFewFieldsAndRefuseOthersAtOnce() throws IOException {
        String head = RawClient.head("/webhooks/demo", "Content-Length: 100") + MORE_FIELDS;
        for (int i = 0; i < 450; i++) {
            clients.add(new RawClient(port, "127.0.0." + (2 + i / 225)).send(head));
        }
        small.checkOthers();
        try (RawClient client = new RawClient(bridge)) {
            Problems.check(client.send(head + MORE_FIELDS).answer(), 431, "Request Header Fields Too Large");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldKeepDescriptorsForHealthAndOtherPeersWhenConnectionsAreOpenedAndNotUsed() throws IOException {
        for (int i = 0; i < 900; i++) {
            clients.add(new RawClient(port, STRANGER));
        }
        int management = bridge.managementUri("/").getPort();
        for (int i = 0; i < 300; i++) {
            clients.add(new RawClient(management, STRANGER));
        }
        small.checkOthers();
        awaitRefused("webhooks", 900 - 384);
        awaitRefused("management", 300 - 96);
        assertThat(bridge.log()).containsOnlyOnce("Connections to the webhooks server are closed at once: one address");
        Awaitility.await()
                .atMost(Duration.ofSeconds(8))
                .until(() -> bridge.metric("bridge_connections_closed_total", "reason", "late_head") >= 384 + 96);
    }

    /** A request on an open connection may be answered before the last new connection was accepted. */
    private static void awaitRefused(String server, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(
                        bridge.metric("bridge_connections_refused_total", "server", server, "limit", "peer"))
                .isEqualTo(count));
    }

    @Test
    void shouldReadNoBodyOfAStrangerAndKeepAPlaceForEachSource() throws IOException {
        String part = "x".repeat(60_000);
        for (int i = 0; i < 30; i++) {
            String locked = RawClient.head("/webhooks/locked", "Content-Length: 400000") + "\r\n" + part;
            clients.add(new RawClient(port, STRANGER).send(locked));
        }
        for (RawClient client : clients) {
            Problems.check(client.answer(), 401, "Unauthorized");
        }
        // its signature could only be checked with the whole body
        for (int size : new int[] {60_000, 600, 6}) {
            String signed = RawClient.head("/webhooks/signed", "Content-Length: 400000") + "\r\n";
            for (int i = 0; i < 100; i++) {
                RawClient client = new RawClient(port, "127.0.0.3").send(signed);
                clients.add(client);
                for (int sent = 0; sent < Math.min(240_000, size * 4); sent += size) {
                    client.send("x".repeat(size));
                }
            }
        }
        small.checkOthers();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /webhooks/demo",
                "POST /webhooks/nobody",
                "POST /nowhere",
                "PUT /webhooks/demo",
                "POST /webhooks/locked"
            })
    void shouldDisconnectWhoSendsABodyThatNobodyReads(String line) throws IOException {
        long began = System.nanoTime();
        for (String framing : List.of("Content-Length: 9", "Content-Length: 100000", "Transfer-Encoding: chunked")) {
            String request = line + " HTTP/1.1\r\nHost: b\r\n" + framing + "\r\n\r\n1";
            clients.add(new RawClient(bridge).send(request));
        }
        for (RawClient client : clients) {
            assertThat(client.answer().status()).isIn(200, 401, 404, 405);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldCloseWhatIsIdle() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            assertThat(client.post("/webhooks/demo", GOOD).status()).isEqualTo(200);
            long began = System.nanoTime();
            assertThat(client.isEnded()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\nContent-Length: 5",
                "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: gzip, chunked",
                "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: identity\r\nContent-Length: 5",
                "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nContent-Length: 5\r\nContent-Length: 6",
                "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nHost: c",
                "POST /webhooks/demo HTTP/1.1\r\nHost: a b:c",
                "POST /webhooks/demo HTTP/1.1",
                "GET /webhooks/% HTTP/1.1\r\nHost: b",
                "GET /%zz HTTP/1.1\r\nHost: b",
                "GET nowhere HTTP/1.1\r\nHost: b",
                "GET / HTTP/7.5\r\nHost: b",
                "PRI * HTTP/2.0",
            })
    void shouldAnswer400AndReadNothingAfterWhatIsNoRequest(String head) throws IOException {
        for (int server : new int[] {port, bridge.managementUri("/").getPort()}) {
            try (RawClient client = new RawClient(server, STRANGER)) {
                client.send(head + "\r\n\r\n0\r\n\r\nGET /webhooks/demo HTTP/1.1\r\nHost: b\r\n\r\n");

                Problems.check(client.answer(), 400, "Bad Request");
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void shouldAskForTheBodyOnlyWhereItIsWanted() throws IOException {
        String expect = "Expect: 100-continue\r\nContent-Length: " + GOOD.length();
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", expect) + "\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            assertThat(client.send(GOOD).answer().status()).isEqualTo(200);
            client.send(RawClient.head("/webhooks/locked", expect) + "\r\n");
            Problems.check(client.answer(), 401, "Unauthorized");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldRefuseACompressedBodyBeforeItComes() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", "Content-Encoding: gzip", "Content-Length: 20") + "\r\n");
            Problems.check(client.answer(), HttpURLConnection.HTTP_UNSUPPORTED_TYPE, "Unsupported Media Type");
        }
    }

    @Test
    void shouldCountAsAcceptedWhatIsDurableAndNothingElse() throws IOException {
        double accepted = requests("accepted");
        double gone = requests("gone");
        double probes = requests("probe");
        try (RawClient client = new RawClient(bridge)) {
            client.send("GET /webhooks/demo HTTP/1.1\r\nHost: b\r\n\r\n").answer();
            client.send(RawClient.head("/webhooks/demo", "Content-Length: 100") + "\r\n[");
        }
        Awaitility.await().until(() -> requests("gone") == gone + 1);
        assertThat(requests("probe")).isEqualTo(probes + 1);
        assertThat(requests("accepted")).isEqualTo(accepted);
        assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
        assertThat(requests("accepted")).isEqualTo(accepted + 1);
    }

    private static double requests(String outcome) {
        return bridge.metric("bridge_requests_seconds_count", "source", "demo", "outcome", outcome);
    }
}
