package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port serves one path, and no spelling of it leads past a source's credentials. */
class PathsIT {
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .openSource("demo", "sendgrid")
                .property("bridge.sources.locked.provider", "sendgrid")
                .property("bridge.sources.locked.auth", "bearer")
                .property("bridge.sources.locked.token", "right")
                .startReady(Servers.START_LIMIT);
    }

    @AfterEach
    void shouldHaveTakenNothingForTheLockedSource() {
        assertThat(servers.recordsOnceDrained("email-events"))
                .allSatisfy(record -> assertThat(record.headers()).containsEntry("ce_source", "/webhooks/demo"));
        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhooks",
                "/webhooks/",
                "/application.properties",
                "/proxy/x",
                "/webhooks/demo/extra",
                "/webhooks/../application.properties",
                "/..%2f..%2fapplication.properties",
                "/webhooks/%00",
                "/webhooks/demo%00",
                "/webhooks/demo%2Fextra",
                "/webhooks/locked%2Fdemo",
                "/webhooks/locked%5Cdemo",
                "/webhooks/demo;x=1",
                "/webhooks/DEMO",
                "/observe/health",
                "/observe/jolokia",
                "/console/",
                "/q/dev",
                "/webhooks/{source}",
                "/webhooks/$%7Benv:HOME%7D",
            })
    void shouldAnswer404ForEveryOtherPath(String path) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            Problems.check(client.post(path, GOOD), 404, "Not Found");
            client.send("GET " + path + " HTTP/1.1\r\nHost: bridge\r\n\r\n");
            Problems.check(client.answer(), 404, "Not Found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/locked",
                "/webhooks/%6cocked",
                "/webhooks/../webhooks/locked",
                "/webhooks/./locked",
                "/webhooks/%2e%2e/webhooks/locked",
                "/webhooks/demo/../locked",
                "/webhooks/demo/%2e%2e/locked",
                "/webhooks/locked/",
                "/webhooks//locked",
                "//webhooks/locked",
                "/webhooks/locked?x=/demo",
                "/webhooks/locked#/demo",
                "/webhooks/demo/..%2flocked",
                "/webhooks/locked%3f/demo",
            })
    void shouldAskForCredentialsHoweverThePathIsSpelled(String path) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            assertThat(client.post(path, GOOD).status()).isIn(400, 401, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/demo",
                "/webhooks/%64emo",
                "/webhooks/../webhooks/demo",
                "/webhooks/%2e%2e/webhooks/demo",
                "/webhooks/%2E/demo",
                "/webhooks/locked/../demo",
                "/webhooks/demo?x=/locked",
            })
    void shouldTakeEventsHoweverThePathIsSpelled(String path) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            assertThat(client.post(path, GOOD).status()).isEqualTo(200);
        }
    }
}
