package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Senders that send a byte now and then do not slow the others, and are disconnected in time. */
@Tag("alone")
class SlowClientsIT {
    private static final int CLIENTS = 200;
    private static final int REQUESTS = 300;
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");
    private static final String SLOW_BODY =
            RawClient.head("/webhooks/demo", "Content-Length: 100000") + "\r\n" + GOOD.substring(0, 50);
    private static final String SLOW_HEAD = RawClient.head("/webhooks/demo") + "X-Slow: ";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("demo", "sendgrid")
                .property("bridge.http.max-in-flight", "8")
                .property("bridge.http.read-timeout", "5s")
                .startReady(Servers.START_LIMIT);
    }

    @AfterEach
    void hangUp() throws IOException {
        drops.shutdownNow();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void shouldAnswerTheOthersAsFastAsBefore() throws IOException {
        answerMillis();
        long alone = median(answerMillis());

        connect(CLIENTS);
        AtomicLong rounds = dropBytes();
        Awaitility.await().until(() -> rounds.get() > 1);
        List<Long> together = answerMillis();

        assertThat(rounds).as("rounds of bytes while requests were answered").hasValueGreaterThan(3);
        assertThat(median(together)).isLessThan(2 * alone + 20);
        assertThat(together).allSatisfy(millis -> assertThat(millis).isLessThan(1_000));
        assertThat(bridge.metric("bridge_requests_in_flight")).isZero();
    }

    @Test
    void shouldDisconnectWhoDoesNotFinishABody() throws IOException {
        connect(CLIENTS);
        dropBytes();
        long began = System.nanoTime();

        for (int i = 0; i < CLIENTS; i += 2) {
            Problems.check(clients.get(i).answer(), 408, "Request Timeout");
            assertThat(clients.get(i).isEnded()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
    }

    /** Half of them send a slow body, the others slow headers. */
    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(new RawClient(bridge).send(i % 2 == 0 ? SLOW_BODY : SLOW_HEAD));
        }
    }

    private AtomicLong dropBytes() {
        AtomicLong rounds = new AtomicLong();
        drops.scheduleWithFixedDelay(
                () -> {
                    clients.forEach(SlowClientsIT::dropByte);
                    rounds.incrementAndGet();
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
        return rounds;
    }

    private static void dropByte(RawClient client) {
        try {
            client.send(" ");
        } catch (IOException shownOut) {
            // after the read timeout there is nobody to send to
        }
    }

    private static List<Long> answerMillis() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            long began = System.nanoTime();
            assertThat(bridge.post("demo", GOOD).statusCode()).isEqualTo(200);
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
        return millis;
    }

    private static long median(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }
}
