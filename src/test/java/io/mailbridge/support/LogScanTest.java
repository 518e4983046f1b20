package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan of each bridge's log finds what it is for, and lets the bridge's own lines be. */
class LogScanTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "bridge.sources.shop.token", "t0ken",
            "bridge.sources.news.secret", "next-key,first-key",
            "BRIDGE_BUFFER_PASSWORD", "c0rrect-h0rse",
            "bridge.buffer.jdbc-url", "jdbc:postgresql://db/mail?password=in-address&ssl=true",
            "CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG", "Login required username=\"a\" password=\"in-jaas\";",
            "bridge.kafka.topic", "email-events");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot send to reader@example.com",
                "GET /webhooks/shop?to=reader%40example.com",
                "Authorization: Bearer x",
                "refused Basic b3BzOnMzY3JldA==",
                "cannot read [{\"event\":\"delivered\"}]",
                "cannot read {\"RecordType\" : \"Open\"}",
                "a string {\\\"to\\\":\\\"x\\\"}",
                "no sg_event_id",
                "mandrill_events=%5B",
                "timestamp=1700000000&token=a&signature=b",
                "-----BEGIN PRIVATE KEY-----",
                "token t0ken is wrong",
                "neither next-key",
                "nor first-key",
                "password=c0rrect-h0rse",
                "neither in-address",
                "nor in-jaas",
            })
    void shouldFindWhatNoLogMayShow(String line) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "good\n" + line + "\ngood\n");

        assertThatThrownBy(() -> new LogScan(SETTINGS).check(log))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Line 2 of the bridge's log shows a")
                .hasMessageContaining("***")
                .hasMessageNotContainingAny("reader", "delivered", "t0ken", "-key", "c0rrect", "in-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Taking webhooks, sources: shop, news",
                "io.mailbridge.Bridge@1a2b3c",
                "the token is wrong, the signature is missing",
                "Topic email-events is out of service: basic authentication 2 is refused",
                "bridge.kafka.topic=\"email-events\" is used",
            })
    void shouldLetOtherLinesBe(String line) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), line);

        assertThatCode(() -> new LogScan(SETTINGS).check(log)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseASecretThatCannotBeFound() {
        assertThatThrownBy(() -> new LogScan(Map.of("bridge.sources.shop.secret", "k")))
                .hasMessageContaining("bridge.sources.shop.secret has fewer than 5 characters");
    }
}
