package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender is answered while both servers are up: accepted, probed, or refused before anything is stored. */
class AnswersIT {
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");
    private static final String LARGE = "[\"" + Problems.SECRET + "x".repeat(20_000) + "\"]";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    private static int taken;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("demo", "sendgrid")
                .property("bridge.http.max-body-size", "16KB")
                .property("bridge.http.read-timeout", "1s")
                .startReady(Servers.START_LIMIT);
    }

    /** Only accepted events are on a topic or in the buffer. */
    @AfterEach
    void shouldHaveStoredNothingElse() {
        assertThat(servers.recordsOnceDrained("email-events")).hasSize(taken);
        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
        assertThat(servers.buffered()).isZero();
        assertThat(bridge.log()).doesNotContain(Problems.SECRET);
    }

    @Test
    void shouldAnswer200WithTheNumberOfEvents() {
        HttpResponse<String> answer = bridge.post("demo", Payloads.text("sendgrid/batch-mixed.json"));

        taken += 9;
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"accepted\":9,\"rejected\":0}");
    }

    @Test
    void shouldAnswer200WhenARequestHoldsNoEvent() {
        HttpResponse<String> answer = bridge.post("demo", "[]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"rejected\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void shouldAnswer200WhenAPortalProbes(String method) {
        HttpResponse<String> answer = bridge.send(request("demo", method, ""));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void shouldAnswer404WhenThereIsNoSuchSource(String method) {
        HttpResponse<String> answer = bridge.send(request(Problems.SECRET, method, method.equals("POST") ? GOOD : ""));

        assertThat(answer.statusCode()).isEqualTo(404);
        if (!method.equals("HEAD")) {
            Problems.check(answer, 404, "Not Found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void shouldAnswer405WhenTheMethodIsWrong(String method) {
        HttpResponse<String> answer = bridge.send(request("demo", method, GOOD));

        Problems.check(answer, 405, "Method Not Allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("POST, GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"})
    void shouldAnswer415WhenTheContentTypeIsWrong(String contentType) {
        HttpResponse<String> answer = bridge.post("demo", GOOD, "Content-Type", contentType);

        Problems.check(answer, 415, "Unsupported Media Type");
    }

    @Test
    void shouldAnswer415WhenThereIsNoContentType() {
        HttpResponse<String> answer =
                bridge.send(HttpRequest.newBuilder(bridge.webhook("demo")).POST(BodyPublishers.ofString(GOOD)));

        Problems.check(answer, 415, "Unsupported Media Type");
    }

    @Test
    void shouldAnswer413BeforeTheBodyWhenItsLengthIsTooLarge() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", "Content-Length: 16385", "Expect: 100-continue") + "\r\n");

            RawClient.Answer answer = client.answer();

            Problems.check(answer, 413, "Request Entity Too Large");
            assertThat(answer.body()).contains("16384 bytes");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "9223372036854775807"})
    void shouldAnswer413WhateverTheLengthSays(String length) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", "Content-Length: " + length) + "\r\n");

            Problems.check(client.answer(), 413, "Request Entity Too Large");
        }
    }

    @Test
    void shouldAnswer413WhenAChunkedBodyIsTooLarge() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", "Transfer-Encoding: chunked") + "\r\n"
                    + Integer.toHexString(LARGE.length()) + "\r\n" + LARGE + "\r\n");

            Problems.check(client.answer(), 413, "Request Entity Too Large");
        }
    }

    @Test
    void shouldTakeAChunkedBody() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            client.send(RawClient.head("/webhooks/demo", "Transfer-Encoding: chunked") + "\r\n");
            for (String part : List.of(GOOD.substring(0, 100), GOOD.substring(100))) {
                client.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            }
            client.send("0\r\n\r\n");

            taken++;
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswer408WhenTheBodyDoesNotCome() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            long began = System.nanoTime();
            client.send(RawClient.head("/webhooks/demo", "Content-Length: 100") + "\r\n[\"" + Problems.SECRET);

            Problems.check(client.answer(), 408, "Request Timeout");
            assertThat(System.nanoTime() - began).isBetween(900_000_000L, 3_000_000_000L);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldGoOnWithTheConnectionAfterAnError() throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            Problems.check(client.post("/webhooks/nobody", GOOD), 404, "Not Found");
            Problems.check(
                    client.send("PUT /webhooks/demo HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\n\r\n[]")
                            .answer(),
                    405,
                    "Method Not Allowed");
            Problems.check(
                    client.send("POST /webhooks/demo HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\n\r\n[]")
                            .answer(),
                    415,
                    "Unsupported Media Type");

            taken++;
            assertThat(client.post("/webhooks/demo", GOOD).status()).isEqualTo(200);
        }
    }

    private static HttpRequest.Builder request(String source, String method, String body) {
        return HttpRequest.newBuilder(bridge.webhook(source))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }
}
