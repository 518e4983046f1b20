package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsSubscriptionsTest {
    private final List<URI> fetched = new CopyOnWriteArrayList<>();

    private static void confirm(SnsSubscriptions subscriptions, String url) {
        JsonNode message = confirmation(url);
        subscriptions.confirm(message, SnsHosts.AMAZON.subscription(message));
    }

    @Test
    void shouldGetTheUrlOfTheMessage() {
        String url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";

        try (SnsSubscriptions subscriptions = new SnsSubscriptions(this::fetch)) {
            confirm(subscriptions, url);

            await().untilAsserted(() -> assertThat(fetched).containsExactly(URI.create(url)));
        }
    }

    @Test
    void shouldGetNoOtherUrl() {
        try (SnsSubscriptions subscriptions = new SnsSubscriptions(this::fetch)) {
            confirm(subscriptions, "https://evil.example/?Action=ConfirmSubscription");
            confirm(subscriptions, "http://sns.eu-west-1.amazonaws.com/");
            confirm(subscriptions, "https://sns.eu-west-1.amazonaws.com/last");

            await().until(() -> !fetched.isEmpty());
            assertThat(fetched).containsExactly(URI.create("https://sns.eu-west-1.amazonaws.com/last"));
        }
    }

    @Test
    void shouldNotMakeRequestsWaitForIt() {
        CountDownLatch answer = new CountDownLatch(1);
        Fetcher stalled = url -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return fetch(url);
        };
        try (SnsSubscriptions subscriptions = new SnsSubscriptions(stalled)) {
            for (int i = 0; i < 100; i++) {
                confirm(subscriptions, "https://sns.eu-west-1.amazonaws.com/" + i);
            }
            answer.countDown();
            // one under way and 16 that wait; the others have to be requested again
            await().until(() -> fetched.size() == 17);
        }
    }

    @ParameterizedTest
    @CsvSource({"/redirect, status 302", "/missing, status 404", "/large, more than", "/stalled, in time"})
    void shouldFetchSmallAnswersOnly(String path, String reason) throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> new Thread(task).start());
        server.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/redirect" -> {
                    exchange.getResponseHeaders().add("Location", "/good");
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/large" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[100_000]);
                }
                case "/stalled" -> {
                    exchange.sendResponseHeaders(200, 10);
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                case "/good" -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[2]);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
        String start = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(Fetcher.http(Duration.ofSeconds(5)).get(URI.create(start + "/good")))
                    .hasSize(2);
            assertThatThrownBy(() -> Fetcher.http(Duration.ofMillis(300)).get(URI.create(start + path)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(reason);
        } finally {
            end.countDown();
            server.stop(0);
        }
    }

    private byte[] fetch(URI url) {
        fetched.add(url);
        return new byte[0];
    }

    private static JsonNode confirmation(String url) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:ses")
                .put("SubscribeURL", url);
    }
}
