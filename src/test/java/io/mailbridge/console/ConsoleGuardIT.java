package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No web page and no stranger can control the routes; neither Kafka nor PostgreSQL is needed for that. */
class ConsoleGuardIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROUTE = "org.apache.camel:context=mailbridge,type=routes,name=\"receive-webhook\"";
    private static final String STOP =
            "{\"type\":\"exec\",\"mbean\":\"" + ROUTE.replace("\"", "\\\"") + "\",\"operation\":\"stop()\"}";
    private static final String READ =
            "{\"type\":\"read\",\"mbean\":\"" + ROUTE.replace("\"", "\\\"") + "\",\"attribute\":\"State\"}";
    private static final String GET_STOP =
            "/observe/jolokia/exec/org.apache.camel:context=mailbridge,type=routes,name=%22receive-webhook%22/stop()";
    private static final String CREDENTIAL =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));

    private static BridgeProcess local;
    private static BridgeProcess open;

    @BeforeAll
    static void startBridges() {
        local = launcher().start();
        open = launcher()
                .property("camel.management.host", "0.0.0.0")
                .environment("BRIDGE_MANAGEMENT_USERNAME", "ops")
                .environment("BRIDGE_MANAGEMENT_PASSWORD", "s3cret")
                .start();
        await().atMost(LIMIT).until(() -> local.log().contains("Taking webhooks"));
        await().atMost(LIMIT).until(() -> open.log().contains("Taking webhooks"));
    }

    private static BridgeLauncher launcher() {
        return new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.brokers", "127.0.0.1:1")
                .property("bridge.buffer.jdbc-url", "jdbc:postgresql://127.0.0.1:1/none");
    }

    @AfterAll
    static void stopBridges() {
        local.close();
        open.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost    | Content-Type: text/plain                                              | 415
            localhost    | Content-Type: application/x-www-form-urlencoded                       | 415
            localhost    | Content-Type: text/plain~Origin: https://evil.example                 | 403
            localhost    | Content-Type: application/json~Origin: https://evil.example           | 403
            localhost    | Content-Type: application/json~Origin: null                           | 403
            localhost    | Content-Type: application/json~Sec-Fetch-Site: cross-site             | 403
            localhost    | Content-Type: application/json~Sec-Fetch-Site: same-site              | 403
            rebind.test  | Content-Type: application/json                                        | 403
            rebind.test  | Content-Type: application/json~Origin: http://rebind.test             | 403
            """)
    void shouldNotLetAPageStopTheWebhooks(String host, String headers, int status) throws IOException {
        for (String body : List.of(STOP, "[" + READ + "," + STOP + "]")) {
            String answer = send(local, "127.0.0.1", "POST /observe/jolokia", host, body, headers.split("~"));

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        }
        assertThat(state(local)).isEqualTo("Started");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %s
            /observe/./jolokia/exec%s
            /observe/jolokia/read/../exec%s
            /observe/jolokia//exec%s
            /observe/jolokia/read/..\\exec%s
            /observe/jolokia/read/..%%5Cexec%s
            /observe/jolokia/read/%%2e%%2e%%5cexec%s
            /observe/jolokia/%%65xec%s
            /observe//jolokia/exec%s
            """)
    void shouldNotStopTheWebhooksByGet(String path) throws IOException {
        String rest = path.startsWith("%s") ? GET_STOP : GET_STOP.substring("/observe/jolokia/exec".length());

        assertThat(send(local, "127.0.0.1", "GET " + path.formatted(rest), "localhost", ""))
                .doesNotStartWith("HTTP/1.1 200");
        assertThat(send(local, "127.0.0.1", "GET /observe/jolokia?p=" + GET_STOP.substring(17), "localhost", ""))
                .startsWith("HTTP/1.1 405");
        assertThat(state(local)).isEqualTo("Started");
    }

    /** As it passes on what Firefox and Chrome send to it, with the Host of the bridge. */
    @Test
    void shouldServeHawtioThroughItsOwnServer() throws IOException {
        assertThat(send(
                        local,
                        "127.0.0.1",
                        "POST /observe/jolokia/?maxDepth=7",
                        "localhost:9876",
                        READ,
                        "Content-Type: text/json",
                        "Origin: http://localhost:8888",
                        "Referer: http://localhost:8888/hawtio/camel/routes",
                        "Sec-Fetch-Site: same-origin",
                        "Sec-Fetch-Mode: cors",
                        "X-Forwarded-For: 127.0.0.1"))
                .startsWith("HTTP/1.1 200")
                .contains("\"Started\"");
    }

    @Test
    void shouldAskForTheCredentialBeyondLoopback() throws IOException {
        String json = "Content-Type: application/json";
        for (String address : addresses()) {
            assertThat(send(open, address, "POST /observe/jolokia", address, STOP, json))
                    .startsWith("HTTP/1.1 401")
                    .contains("WWW-Authenticate: Basic", "application/problem+json");
            assertThat(send(open, address, "GET /observe/jolokia/list", address, ""))
                    .startsWith("HTTP/1.1 401");
            assertThat(send(open, address, "GET /observe/info", address, "")).startsWith("HTTP/1.1 401");
            assertThat(send(open, address, "POST /observe/jolokia", address, READ, json, CREDENTIAL))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"Started\"");
            assertThat(send(open, address, "POST /observe/jolokia", "rebind.test", READ, json, CREDENTIAL))
                    .startsWith("HTTP/1.1 403");
            assertThat(send(open, address, "GET /observe/health/live", "probe.test", ""))
                    .startsWith("HTTP/1.1 200");
            assertThat(send(open, address, "GET /observe/metrics", "scrape.test", ""))
                    .startsWith("HTTP/1.1 200")
                    .contains("bridge_buffer_available");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /console                          | 308 | Location: /console/
            GET /console/                         | 200 | Content-Security-Policy: default-src
            GET /console/api/state                | 200 | "level":"failing"
            GET /console/api/history              | 200 | "stepSeconds":10
            GET /console/api/none                 | 404 | application/problem+json
            GET /console/../jolokia-access.xml    | 404 |
            GET /console/%%2e%%2e/logback.xml     | 404 |
            GET /console/..%%2flogback.xml        | 404 |
            GET /console//etc/passwd              | 404 |
            DELETE /console/api/state             | 405 | Allow: GET, HEAD, POST
            POST /console/                        | 405 | Allow: GET, HEAD
            POST /console/api/actions/stop-route  | 403 | bridge.management.username and bridge.management.password
            """)
    void shouldServeThePageForReading(String line, int status, String part) throws IOException {
        String path = line.replace("%%", "%");
        assertThat(send(local, "127.0.0.1", path, "localhost", "{}", "Content-Type: application/json"))
                .startsWith("HTTP/1.1 " + status)
                .contains(part == null ? "" : part);
        assertThat(send(open, "127.0.0.1", path, "localhost", "{}", "Content-Type: application/json"))
                .startsWith("HTTP/1.1 401");
        assertThat(send(
                        local,
                        "127.0.0.1",
                        path,
                        "localhost",
                        "{}",
                        "Content-Type: application/json",
                        "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(state(local)).isEqualTo("Started");
    }

    @Test
    void shouldSendAFileOfThePageOnce() throws IOException {
        String file = send(local, "127.0.0.1", "GET /console/index.html", "localhost", "");
        String tag = file.replaceAll("(?s).*ETag: (\\S+).*", "$1");

        assertThat(send(local, "127.0.0.1", "GET /console/", "localhost", "", "If-None-Match: " + tag))
                .startsWith("HTTP/1.1 304")
                .endsWith("\r\n\r\n");
        assertThat(send(local, "127.0.0.1", "GET /console/", "localhost", "", "If-None-Match: \"other\""))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void shouldListenOnLoopbackOnlyUnlessToldOtherwise() throws IOException {
        assertThat(accepts("127.0.0.1", local.managementUri("/").getPort())).isTrue();
        for (String address : addresses()) {
            assertThat(accepts(address, local.webhook("shop").getPort())).isTrue();
            assertThat(accepts(address, local.managementUri("/").getPort())).isEqualTo(address.startsWith("127."));
        }
    }

    @Test
    void shouldTakeWebhooksWithoutAManagementServer() {
        try (BridgeProcess alone =
                launcher().property("camel.management.enabled", "false").start()) {
            await().atMost(LIMIT).until(() -> alone.log().contains("Taking webhooks"));
            HttpRequest.Builder probe = HttpRequest.newBuilder(alone.webhook("shop"));

            assertThat(alone.send(probe).statusCode()).isEqualTo(200);
        }
    }

    private static boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void shouldSayOnceAMinuteWhatIsRefused() throws IOException {
        for (int i = 0; i < 5; i++) {
            send(open, "127.0.0.1", "GET /observe/jolokia/", "repeated.test", "");
        }
        assertThat(open.log().lines().filter(line -> line.contains("Host is not of this bridge")))
                .hasSize(1);
        assertThat(open.log()).doesNotContain("repeated.test").doesNotContain("s3cret");
    }

    private static List<String> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress() && address.getAddress().length == 4)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static String state(BridgeProcess bridge) throws IOException {
        String answer =
                send(bridge, "127.0.0.1", "POST /observe/jolokia", "localhost", READ, "Content-Type: application/json");
        return answer.replaceAll("(?s).*\"value\":\"(\\w+)\".*", "$1");
    }

    /** The whole answer; Java's own client does not allow another Host. */
    private static String send(
            BridgeProcess bridge, String address, String line, String host, String body, String... headers)
            throws IOException {
        String[] methodAndPath = line.split(" ", 2);
        String request = methodAndPath[0] + " " + methodAndPath[1] + " HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n" + body;
        try (Socket socket = new Socket(address, bridge.managementUri("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
