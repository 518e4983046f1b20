package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailbridge.faults.SeededOrder;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HostileBodies;
import io.mailbridge.support.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Everything that strangers may try, one after the other under one bridge of 256 MB and 1,024 descriptors, in an order
 * that {@code -Dseed=} replays: the platform beside them is answered 200 in time, and the bridge is none the worse.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class HostileClientsIT {
    private static final String STRANGER = "127.0.0.2";
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 ([2-5]\\d\\d) ");
    private static final Duration FLOOD = Duration.ofMillis(700);
    /** For one request; each takes less than half a second. */
    private static final Duration MOST_CPU = Duration.ofSeconds(4);
    /** Of the bridge, between attacks: its own, the platform's and those that strangers still have. */
    private static final int MOST_DESCRIPTORS = 480;

    private static SmallBridge small;
    private static BridgeProcess bridge;
    private static PacedLoad platform;
    private static int port;
    private static int management;

    @BeforeAll
    static void start() {
        small = SmallBridge.start(Map.of("bridge.http.http2", "true"));
        bridge = small.bridge();
        port = bridge.serverUri("/").getPort();
        management = bridge.managementUri("/").getPort();
        platform = PacedLoad.to(bridge.webhook("demo"));
        platform.assertServed();
    }

    @AfterAll
    static void shouldHaveDeliveredWhatThePlatformSentAndNothingElse() {
        try (SmallBridge toClose = small;
                PacedLoad toStop = platform) {
            platform.assertDelivered(small.servers(), "email-events");
            System.out.println("Hostile clients: the platform beside them had " + platform);
        }
    }

    @AfterEach
    void shouldBeNoneTheWorse() throws IOException {
        small.assertNoneTheWorse(platform);
        assertThat(small.descriptors()).isLessThan(MOST_DESCRIPTORS);
        assertThat(bridge.log()).doesNotContain("cannot be accepted");
        assertThat(small.servers().idsOn("email-events"))
                .filteredOn(id -> id.contains(SmuggledRequests.MARK))
                .isEmpty();
    }

    @Test
    void shouldAnswerNothingAfterWhatCouldBeReadInTwoWays() throws IOException {
        for (Map.Entry<String, byte[]> request : SmuggledRequests.ambiguous().entrySet()) {
            assertThat(statuses(request.getValue()))
                    .as(request.getKey())
                    .hasSizeLessThanOrEqualTo(1)
                    .isSubsetOf("400", "413", "414", "431");
        }
    }

    @Test
    void shouldTakeNoRequestOutOfABodyOrForAnotherPath() throws IOException {
        for (Map.Entry<String, byte[]> request :
                SmuggledRequests.withARequestAsBody().entrySet()) {
            assertThat(statuses(request.getValue()))
                    .as(request.getKey())
                    .hasSize(1)
                    .isSubsetOf("200", "400", "401", "404", "405", "414", "415");
        }
    }

    /** Of all answers until the connection is closed. */
    private static List<String> statuses(byte[] request) throws IOException {
        try (RawClient client = new RawClient(port, STRANGER)) {
            catchThrowable(() -> client.send(request));
            String answers = new String(client.rest(), StandardCharsets.ISO_8859_1);
            return ANSWER.matcher(answers)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void shouldBearFloodsOfHttp2() throws IOException {
        for (var flood : HostileStreams.floods().entrySet()) {
            try (RawClient client = new RawClient(port, STRANGER)) {
                client.send(flood.getValue().begin());
                long end = System.nanoTime() + FLOOD.toNanos();
                for (int i = 0; i < 20_000 && System.nanoTime() < end; i++) {
                    client.send(flood.getValue().then().apply(i));
                }
            } catch (SocketException closed) {
                // by the bridge, which has had enough
            }
            platform.assertServed(flood.getKey());
        }
    }

    @Test
    void shouldStoreNothingOfAmbiguousHeadsOfHttp2() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (byte[] request : HostileStreams.heads().values()) {
            clients.add(new RawClient(port, STRANGER).send(request));
        }
        platform.assertServed();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void shouldAnswerBodiesThatGrow() throws IOException {
        for (Map.Entry<String, byte[]> body : HostileBodies.json(1_000_000).entrySet()) {
            assertThat(post("/webhooks/locked", body.getValue(), "Authorization: Bearer right"))
                    .as(body.getKey())
                    .isIn(200, 400, 413, 503);
        }
        assertThat(post("/webhooks/demo", new byte[1000], "Content-Encoding: gzip"))
                .isEqualTo(415);
    }

    @Test
    void shouldSpendLittleOnRequestsThatCostMoreToReadThanToSend() throws IOException {
        for (Map.Entry<String, byte[]> request : HostileRequests.all().entrySet()) {
            Duration before = small.cpuTime();
            assertThat(statuses(request.getValue()))
                    .as(request.getKey())
                    .isIn(HostileRequests.answers(request.getKey()));
            assertThat(small.cpuTime().minus(before)).as(request.getKey()).isLessThan(MOST_CPU);
        }
    }

    private static int post(String path, byte[] body, String header) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head(path, header, "Content-Length: " + body.length) + "\r\n");
            catchThrowable(() -> client.send(body));
            return client.answer().status();
        }
    }

    @Test
    void shouldCloseWhoIsSlowAtAnyStage() throws IOException {
        String head = RawClient.head("/webhooks/demo", "Content-Length: 1000");
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (String begin : List.of(
                    "",
                    "P",
                    head,
                    head + "\r\n[",
                    head + "Expect: 100-continue\r\n\r\n",
                    RawClient.head("/webhooks/demo", "Transfer-Encoding: chunked") + "\r\n5\r\n[",
                    "PRI * HTTP/2.0\r\n\r\nS")) {
                clients.add(new RawClient(port, STRANGER).send(begin));
            }
        }
        try (Flood unread = Flood.of(port, "GET /webhooks/demo HTTP/1.1\r\nHost: b\r\n\r\n")) {
            platform.assertServed();
            for (RawClient client : clients) {
                // each ends by itself
                client.rest();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void shouldServeOthersWhileThousandsOfConnectionsAreOpenedAtOnce() throws IOException {
        for (int server : List.of(port, management)) {
            try (Storm storm = Storm.of(server)) {
                small.checkOthers();
                platform.assertServed();
            }
        }
    }

    @Test
    void shouldBearConnectionsThatAreOpenedAndReset() throws IOException {
        for (int wave = 0; wave < 6; wave++) {
            Storm.of(wave % 3 == 0 ? management : port).close();
            small.checkOthers();
        }
    }

    @Test
    void shouldServeTheConsoleWithinItsBounds() throws IOException {
        HostileConsole console = new HostileConsole(management, STRANGER);
        console.checkThatItRefuses();
        // Jolokia would ask this server for the answer if it were a proxy
        assertThat(console.readFor("service:jmx:rmi:///jndi/ldap://127.0.0.1:" + port + "/x"))
                .contains("receive-webhook");
        List<RawClient> unread = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            unread.add(console.list());
        }
        platform.assertServed();
        small.checkOthers();
        for (RawClient client : unread) {
            client.close();
        }
    }
}
