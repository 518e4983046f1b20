package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2, where it is enabled: many requests on one connection, and one that is refused does not affect the others. */
class StreamsIT {
    private static final Buffer GOOD = Buffer.buffer(Payloads.text("sendgrid/delivered.json"));

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @AutoClose
    private static Vertx vertx;

    private static HttpClient client;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("demo", "sendgrid")
                .property("bridge.sources.locked.provider", "sendgrid")
                .property("bridge.sources.locked.auth", "bearer")
                .property("bridge.sources.locked.token", "right")
                .property("bridge.http.http2", "true")
                .property("bridge.http.max-body-size", "16KB")
                .property("bridge.http.read-timeout", "1s")
                .startReady(Servers.START_LIMIT);
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        bridge.post("demo", GOOD.toString());
    }

    @Test
    void shouldRefuseOneStreamAndAnswerTheOthers() throws Exception {
        List<Future<Integer>> refused = new ArrayList<>();
        List<HttpClientRequest> late = new ArrayList<>();
        for (String source : List.of("demo", "locked", "nobody")) {
            HttpClientRequest request = await(request(source));
            // larger than allowed, without a credential, to no source: a body that never ends
            request.putHeader("content-type", "application/json").putHeader("content-length", "20000");
            refused.add(request.response().map(HttpClientResponse::statusCode));
            request.write(Buffer.buffer("["));
            late.add(request);
        }
        HttpClientRequest slow = await(request("demo"));
        slow.putHeader("content-type", "application/json").setChunked(true);
        Future<Integer> slowAnswer = slow.response().map(HttpClientResponse::statusCode);
        slow.write(Buffer.buffer("["));

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : refused) {
            statuses.add(await(answer));
        }
        assertThat(statuses).containsExactly(413, 401, 404);
        assertThat(await(slowAnswer)).isEqualTo(408);
        List<Future<Integer>> good =
                IntStream.range(0, 100).mapToObj(i -> post()).collect(Collectors.toList());
        for (Future<Integer> answer : good) {
            assertThat(await(answer)).isEqualTo(200);
        }
        assertThat(late.get(0).connection()).as("one connection for all").isSameAs(slow.connection());
        assertThat(bridge.metric("bridge_connections", "server", "webhooks")).isLessThanOrEqualTo(2);
    }

    /** At the end of a connection with thousands, the event loop would spend seconds on them. */
    @Test
    void shouldRefuseMoreThan32StreamsAlsoOfAClientThatAcknowledgesNoSettings() throws IOException {
        try (RawClient stranger = new RawClient(bridge)) {
            byte[] answers = stranger.send(HostileStreams.begun(40)).rest();

            assertThat(HostileStreams.refused(answers)).isEqualTo(40 - 32);
        }
    }

    private static Future<HttpClientRequest> request(String source) {
        return client.request(HttpMethod.POST, bridge.serverUri("/").getPort(), "127.0.0.1", "/webhooks/" + source);
    }

    private static Future<Integer> post() {
        return request("demo")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(GOOD))
                .map(HttpClientResponse::statusCode);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
