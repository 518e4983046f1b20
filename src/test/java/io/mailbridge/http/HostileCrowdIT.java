package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HostileBodies;
import io.mailbridge.support.Servers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many bodies at a time that need much memory, with the heap of the image: some are answered 503. */
@Tag("alone")
class HostileCrowdIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SIZE = 5_000_000;
    private static final int CROWD = 64;
    private static final byte[] GOOD = "[{\"event\":\"open\",\"id\":\"good\"}]".getBytes(StandardCharsets.UTF_8);

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @AutoClose("shutdownNow")
    private static ExecutorService senders;

    @BeforeAll
    static void start() {
        senders = Executors.newFixedThreadPool(CROWD);
        servers = Servers.start();
        bridge = servers.launcher()
                .heap("256m")
                .jvmOption("-XX:+UseSerialGC")
                .jvmOption("-XX:+ExitOnOutOfMemoryError")
                .openSource("crowd", "generic")
                .startReady(Servers.START_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small events", "objects with a member", "members", "recipients and lists to search"})
    void shouldAskForARetryOfBodiesThatDoNotFit(String name) {
        byte[] body = HostileBodies.json(SIZE).get(name);

        // a cold bridge beside other load may be in time for none of them: the senders ask again
        await().atMost(LIMIT).until(() -> answers(body).stream().anyMatch(status -> status != 503));
        assertThat(bridge.isRunning()).isTrue();
        assertThat(status(GOOD)).isEqualTo(200);
    }

    private static List<Integer> answers(byte[] body) {
        List<Integer> answers = IntStream.range(0, CROWD)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(body), senders))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).isSubsetOf(200, 400, 503);
        return answers;
    }

    private static int status(byte[] body) {
        HttpResponse<String> answer = bridge.send(HttpRequest.newBuilder(bridge.webhook("crowd"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
        return answer.statusCode();
    }
}
