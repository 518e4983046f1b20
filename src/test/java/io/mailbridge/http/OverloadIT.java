package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the bridge cannot take events it answers at once with the status that makes the platform retry. */
@Tag("alone")
class OverloadIT {
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");
    private static final String STEER = """
            {"type":"exec","mbean":"org.apache.camel:context=mailbridge,type=routes,name=\\"receive-webhook\\"",\
            "operation":"%s"}""";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static HomeCopy home;

    private static BridgeLauncher launcher;

    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() throws IOException {
        servers = Servers.start();
        home = homeWithStrictPlatform();
        launcher = servers.launcher()
                .home(home.path())
                .openSource("demo", "sendgrid")
                .openSource("strict", "drops-on-5xx")
                .property("bridge.http.max-in-flight", "1");
    }

    @BeforeEach
    void start() {
        bridge = launcher.startReady(Servers.START_LIMIT);
        assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        bridge.close();
        servers.postgres().thaw();
        servers.kafka().thaw();
    }

    @Test
    void shouldRefuseARequestWhenTooManyAreInFlight() {
        // with the breaker open the first request would not wait for Kafka
        Awaitility.await().until(() -> {
            bridge.post("demo", GOOD);
            return bridge.metric("resilience4j_circuitbreaker_state", "state", "closed") == 1;
        });
        servers.kafka().freeze();
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> bridge.post("demo", GOOD));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bridge.metric("bridge_requests_in_flight") == 1);

        HttpResponse<String> second = bridge.post("demo", GOOD);
        HttpResponse<String> third = bridge.post("strict", "{\"type\":\"opened\"}");

        assertThat(first).as("the first is still at work").isNotDone();
        checkRetry(second, 503, "Service Unavailable");
        checkRetry(third, 429, "Too Many Requests");
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(bridge.post("demo", GOOD).statusCode()).as("after the first").isEqualTo(200);
    }

    @Test
    void shouldRefuseEventsThatNeitherServerCanTake() {
        servers.kafka().freeze();
        servers.postgres().freeze();
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();

            checkRetry(bridge.post("demo", GOOD), 503, "Service Unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
        checkRetry(bridge.post("strict", "{\"type\":\"opened\"}"), 429, "Too Many Requests");
        checkRetry(bridge.post("demo", "no json"), 503, "Service Unavailable");
    }

    @Test
    void shouldRefuseEveryRequestWhileAnOperatorHasStoppedTheRoute() {
        steer("stop()");

        checkRetry(bridge.post("demo", GOOD), 503, "Service Unavailable");
        Problems.check(bridge.post("nobody", GOOD), 404, "Not Found");
        Problems.check(bridge.post("demo/extra", GOOD), 404, "Not Found");

        steer("start()");
        assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
    }

    private void steer(String operation) {
        HttpResponse<String> answer = bridge.send(HttpRequest.newBuilder(bridge.managementUri("/observe/jolokia/"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(STEER.formatted(operation))));
        assertThat(Payloads.json(answer.body()).path("status").intValue())
                .as(answer.body())
                .isEqualTo(200);
    }

    private static void checkRetry(HttpResponse<String> answer, int status, String title) {
        Problems.check(answer, status, title);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    /** With the profile of a platform that discards events on 5xx, as Brevo does. */
    private static HomeCopy homeWithStrictPlatform() throws IOException {
        HomeCopy copy = HomeCopy.create();
        String generic = Files.readString(copy.file("providers/generic.yaml"));
        copy.write("providers/drops-on-5xx.yaml", generic.replace("body:\n", "answers: {overload: 429}\nbody:\n"));
        return copy;
    }
}
