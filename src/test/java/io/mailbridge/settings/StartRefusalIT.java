package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work ends the start with status 1 and one line that an operator can act on. */
class StartRefusalIT {
    private static final String SECRET = RefusedStart.SECRET;

    private RefusedStart start;

    @BeforeEach
    void prepareHome() throws IOException {
        start = new RefusedStart();
    }

    @AfterEach
    void removeHome() {
        start.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            camel.server.port                | 70000           | from 0 to 65535
            camel.management.port            | http            | from 0 to 65535
            bridge.http.max-body-size        | 5 bananas       | from 1KB to 64MB
            bridge.http.max-in-flight        | 0               | from 1 to 100000
            bridge.http.read-timeout         | 500ms           | from 1s to 5m
            bridge.http.header-timeout       | 0               | from 1s to 5m
            bridge.http.idle-timeout         | 2h              | from 1s to 1h
            bridge.http.max-connections      | -1              | from 0 to 1000000
            bridge.http.max-connections-per-peer | many        | from 0 to 1000000
            bridge.http.http2                | on              | true or false
            bridge.event.include-raw         | yes             | true or false
            bridge.event.recipient           | md5             | plain, sha256 or hmac
            bridge.kafka.brokers             | localhost       | host:port
            bridge.kafka.topic               | mail events     | letters, digits
            bridge.kafka.topic               | mail.{kind}     | {provider}, {source}, {type}
            bridge.kafka.rejected-topic      | a/b             | letters, digits
            bridge.kafka.timeout             | 10s             | from 300ms to 2s
            bridge.kafka.max-record-size     | 1               | from 1KB to 64MB
            bridge.buffer.jdbc-url           | jdbc:mysql://db | jdbc:postgresql://
            bridge.buffer.timeout            | 2s              | at most 1300ms
            bridge.buffer.retention          | two weeks       | from 1s to 3650d
            bridge.buffer.max-rows           | -1              | a whole number from 0
            bridge.buffer.parked-retention   | for ever        | from 0s to 3650d
            bridge.replay.period             | 1               | from 100ms to 1h
            bridge.replay.batch-size         | 0               | from 1 to 10000
            bridge.replay.max-rate           | -1              | from 0 to 1000000
            bridge.replay.max-attempts       | 1.5             | from 1 to 100
            bridge.replay.max-attemps        | 3               | not a known key
            camel.management.host            | 0.0.0.0         | bridge.management.username and bridge.management.password
            bridge.management.hosts          | http://ops:9    | without scheme and port
            bridge.sources.shop.provider     | sendgird        | sendgrid
            bridge.sources.shop.colour       | blue            | not a known key
            bridge.sources.my.shop.provider  | sendgrid        | allowed
            bridge.log.format                | xml             | text or json
            """)
    void shouldNameKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        String name = key.startsWith("bridge.sources.my.") ? "my" : "shop";
        start.launcher().openSource(name, "sendgrid").property(key, value);

        String refusal = start.refusal();
        assertThat(refusal).contains(key).contains(allowed);
        if (!key.startsWith("bridge.sources.")) {
            assertThat(refusal).contains(value);
        }
    }

    @Test
    void shouldRefuseUnknownKeyOfTheFile() throws IOException {
        start.configure("bridge.kafka.tpoic=email-events");

        assertThat(start.refusal())
                .contains("application.properties:1: bridge.kafka.tpoic=email-events", "not a known key")
                .contains("did you mean bridge.kafka.topic?");
    }

    @Test
    void shouldRefuseSourceWithoutCredentials() throws IOException {
        start.configure("bridge.sources.shop.provider=sendgrid");

        assertThat(start.refusal()).contains("bridge.sources.shop.auth", "bearer, header, basic", "none");
    }

    @ParameterizedTest
    @CsvSource({
        "bearer, token",
        "header, header-name",
        "basic, username",
    })
    void shouldRefuseSchemeWithoutItsCredentials(String auth, String missing) {
        start.launcher()
                .property("bridge.sources.shop.provider", "sendgrid")
                .property("bridge.sources.shop.auth", auth);

        assertThat(start.refusal()).contains("bridge.sources.shop." + missing, "auth=" + auth);
    }

    @Test
    void shouldRefuseAKeyThatIsNoneOfTheScheme() {
        start.launcher()
                .property("bridge.sources.shop.provider", "sendgrid")
                .property("bridge.sources.shop.auth", "signature")
                .property("bridge.sources.shop.secret", SECRET);

        assertThat(start.refusal())
                .contains("bridge.sources.shop.secret", "P-256")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"''", SECRET})
    void shouldRefusePseudonymsWithoutAKeyThatIsLongEnough(String key) {
        assertThat(SECRET).hasSizeLessThan(16);
        start.launcher().property("bridge.event.recipient", "hmac").property("bridge.event.recipient-key", key);

        assertThat(start.refusal())
                .contains("bridge.event.recipient-key", "bridge.event.recipient=hmac", "16 characters");
    }

    @ParameterizedTest
    @CsvSource({"camel.server.port", "camel.management.port"})
    void shouldRefuseTakenPort(String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            start.launcher().property(key, Integer.toString(taken.getLocalPort()));

            assertThat(start.refusal()).contains(key + "=" + taken.getLocalPort(), "a port that can be bound on");
        }
    }

    @Test
    void shouldRefuseHomeWithoutRoutes() throws IOException {
        Files.delete(start.home().resolve("routes"));

        assertThat(start.refusal()).contains("mailbridge.home=" + start.home(), "routes/");
    }

    @Test
    void shouldRefuseHomeWithEmptyRoutes() throws IOException {
        Files.delete(start.home().resolve("routes"));
        Files.createDirectory(start.home().resolve("routes"));

        assertThat(start.refusal()).contains("mailbridge.home=" + start.home(), "routes/*.yaml");
    }

    @Test
    void shouldRefuseBrokenProfile() throws IOException {
        Files.writeString(
                start.home().resolve("providers/shop.yaml"),
                "description: Shop\ncontent-types: [application/json]\n"
                        + "body: {shape: heap}\nfields: {provider_event: kind}\n");

        assertThat(start.refusal()).contains("providers/shop.yaml:3", "heap", "array-or-object");
    }

    /** The last two are not refused by Camel. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            receive-webhook | ref: memoryReserver       | ref: memoryReservr        | no bean 'memoryReservr'; did you mean 'memoryReserver'?
            reject-events   | - process:                | - proces:                 | no step 'proces'; did you mean 'process'?
            publish-events  | uri: direct:send-to-kafka | uri: direct:sent-to-kafka | did you mean 'direct:send-to-kafka'?
            publish-events  | hand-failures-back        | hand-failure-back         | no routeConfiguration 'hand-failure-back'
            """)
    void shouldNameFileAndLineOfWhatIsWrongWithARoute(String route, String right, String wrong, String reason)
            throws IOException {
        start.copyRoutes();
        Path file = start.home().resolve("routes/" + route + ".camel.yaml");
        List<String> lines = Files.readAllLines(file);
        int line = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(right))
                .findFirst()
                .orElseThrow();
        lines.set(line, lines.get(line).replace(right, wrong));
        Files.write(file, lines);

        assertThat(start.refusal()).contains(": routes/" + route + ".camel.yaml:" + (line + 1) + ": ", reason);
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.sources.shop.tokn",
        "bridge.sources.shop.auth-token",
        "bridge.buffer.passwort",
        "bridge.event.recipient-kye",
        "bridge.sources.token",
    })
    void shouldNotPrintSecretUnderMistypedKey(String key) throws IOException {
        start.configure(
                "bridge.sources.shop.provider=sendgrid",
                "bridge.sources.shop.token=" + SECRET,
                "bridge.buffer.password=" + SECRET,
                key + "=" + SECRET);

        assertThat(start.refusal()).contains(key);
    }

    /** By the environment, as a secret would come. */
    @Test
    void shouldNotPrintTheValueOfAKeyThatCamelRefuses() {
        start.launcher()
                .environment("CAMEL_COMPONENT_KAFKA_SASL_JASS_CONFIG", SECRET)
                .environment("ROOT_LOG_LEVEL", "DEBUG");

        assertThat(start.refusal()).contains("camel.component.kafka.saslJassConfig is refused by Camel");
    }

    @Test
    void shouldNotPrintPasswordOfTheAddress() {
        start.launcher()
                .property("bridge.buffer.jdbc-url", "postgresql://bridge:" + SECRET + "@db/mail?password=" + SECRET);

        assertThat(start.refusal()).contains("bridge.buffer.jdbc-url", "jdbc:postgresql://");
    }
}
