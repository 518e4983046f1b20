package io.mailbridge.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadRunTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService oneAtATime = Executors.newSingleThreadExecutor();
    private volatile long answerMillis;
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(oneAtATime);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            try {
                Thread.sleep(answerMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        oneAtATime.shutdownNow();
    }

    @Test
    void shouldTimeRequestsFromWhenTheyWereDueEvenWhereTheyWaitForAConnection() {
        answerMillis = 40;
        // one second's arrivals take two seconds to answer, over one connection: the last waits for about one
        List<Long> all = run("rate=50 connections=1 seconds=1");
        // waiting for each answer would send 25 at most; a busy machine ends the second early or late
        assertThat(all.get(0)).isBetween(35L, 70L);
        assertThat(all.get(2)).as("answers 200").isEqualTo(all.get(0)).isEqualTo(requests.get());
        assertThat(all.get(6)).as("worst answer in microseconds").isGreaterThan(600_000);
    }

    @Test
    void shouldCountWhatIsNot200() {
        status = 503;
        List<Long> all = run("rate=20 connections=4 seconds=1");
        assertThat(all.get(0)).isEqualTo(requests.get()).isPositive();
        assertThat(all.get(2)).as("answers 200").isZero();
    }

    @Test
    void shouldSendAgainAsSoonAsThereIsAnAnswer() {
        answerMillis = 5;
        List<Long> all = run("rate=0 connections=1 seconds=1");
        assertThat(all.get(2)).isEqualTo(requests.get()).isBetween(20L, 200L);
    }

    /** The line for all: requests, answers, 200s, errors, p50, p99, max. */
    private List<Long> run(String load) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/s{}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LoadRun(LoadJob.parse("urls=" + url + " sources=1 events=1 " + load))
                .run()
                .print(new PrintStream(out));
        String line = out.toString()
                .lines()
                .filter(one -> one.startsWith("all "))
                .findFirst()
                .orElseThrow();
        return List.of(line.split(" ")).subList(2, 9).stream()
                .map(Long::valueOf)
                .toList();
    }
}
