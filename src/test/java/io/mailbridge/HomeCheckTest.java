package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.check.HomeCheck;
import io.mailbridge.check.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of mistake in a small home of its own; the bridge is put together as at its start. */
class HomeCheckTest {
    private static final String SECRET = "c0rrect-h0rse-battery";

    @TempDir
    Path home;

    private final Properties system = new Properties();

    @BeforeEach
    void makeRoutes() throws IOException {
        Files.createDirectories(home.resolve("routes/sql"));
        Files.createDirectory(home.resolve("providers"));
    }

    @Test
    void shouldFindNothingWrongWithTheShippedHomeAndExamples() throws Exception {
        assertThat(check(Path.of("").toAbsolutePath(), Map.of())).isEmpty();

        for (Path file : files(Path.of("routes")).toList()) {
            Files.copy(file, home.resolve(file));
        }
        for (Path file : files(Path.of("routes/sql")).toList()) {
            Files.copy(file, home.resolve(file));
        }
        Files.copy(Path.of("docs/examples/ReportBacklog.java"), home.resolve("routes/ReportBacklog.java"));
        for (Path recipe : files(Path.of("docs/examples")).toList()) {
            if (recipe.toString().endsWith(".camel.yaml")) {
                Files.copy(recipe, home.resolve("routes").resolve(recipe.getFileName()));
            }
        }
        Files.writeString(home.resolve("application.properties"), """
                keep-clicks.sources=shop
                copy-complaints.url=http://localhost:1
                second-cluster.brokers=localhost:1
                camel.beans.campaigns=#class:com.zaxxer.hikari.HikariDataSource
                """);
        assertThat(check(home, Map.of())).isEmpty();
    }

    @Test
    void shouldNameEveryBeanMethodAndFileThatThereIsNot() throws Exception {
        Files.createFile(home.resolve("routes/sql/buffer-events.sql"));
        route("""
                  - process:
                      ref: eventNormaliser
                  - bean:
                      ref: replayLedger
                      method: expird
                  - bean:
                      ref: replayLedgr
                  - filter:
                      method:
                        ref: bufferMonitr
                        method: isDue
                      steps:
                        - process:
                            ref: memoryReservr
                  - filter:
                      method:
                        ref: bufferMonitor
                        method: isDu
                      steps:
                        - policy:
                            ref: groupComit
                            steps:
                              - log: x
                  - split:
                      simple:
                        expression: "${body}"
                      aggregationStrategy: "#replayPacr"
                      executorService: "#replayLane"
                      steps:
                        - to:
                            uri: sql
                            parameters:
                              query: "file:{{mailbridge.home}}/routes/sql/buffer-event.sql"
                              dataSource: "#bufferDataSorce"
                  - unmarshal:
                      json:
                        library: Jackson
                        objectMapper: "#jsonMaper"
                  - process:
                      ref: nothingLikeIt
            """);

        assertThat(lines(check(home, Map.of())))
                .containsExactly(
                        "routes/mine.camel.yaml:7: there is no bean 'eventNormaliser'; did you mean 'eventNormalizer'?",
                        "routes/mine.camel.yaml:10: the bean has no method 'expird'; did you mean 'expired'?",
                        "routes/mine.camel.yaml:12: there is no bean 'replayLedgr'; did you mean 'replayLedger'?",
                        "routes/mine.camel.yaml:15: there is no bean 'bufferMonitr'; did you mean 'bufferMonitor'?",
                        "routes/mine.camel.yaml:19: there is no bean 'memoryReservr'; did you mean 'memoryReserver'?",
                        "routes/mine.camel.yaml:23: the bean has no method 'isDu'; did you mean 'isDue'?",
                        "routes/mine.camel.yaml:26: there is no bean 'groupComit'; did you mean 'groupCommit'?",
                        "routes/mine.camel.yaml:32: there is no bean 'replayPacr'; did you mean 'replayPacer'?",
                        "routes/mine.camel.yaml:33: there is no bean 'replayLane'; did you mean 'replayLanes'?",
                        "routes/mine.camel.yaml:38: there is no file " + home.resolve("routes/sql/buffer-event.sql")
                                + "; did you mean 'buffer-events.sql'?",
                        "routes/mine.camel.yaml:39: there is no bean 'bufferDataSorce'; did you mean"
                                + " 'bufferDataSource'?",
                        "routes/mine.camel.yaml:43: there is no bean 'jsonMaper'; did you mean 'jsonMapper'?",
                        "routes/mine.camel.yaml:45: there is no bean 'nothingLikeIt'");
    }

    @Test
    void shouldNameEveryStepOptionAndComponentThatThereIsNot() throws Exception {
        route("""
                  - proces:
                      ref: eventNormalizer
                  - process:
                      reff: eventNormalizer
                      ref: eventNormalizer
                  - process: {ref: nothing, not: a}
                  - to:
                      uri: kafka
                      parameters:
                        topic: "{{bridge.kafka.tpic}}"
                        lingrMs: 2
                        maxBlockMs: soon
                        compressionCodec: lz5
                        additionalProperties.any.thing: 3
                  - to:
                      uri: ftp://somewhere
                  - to:
                      uri: kafak:topic
                  - choice:
                      when:
                        - simple:
                            expression: "${header.x == 3"
                          steps:
                            - process:
                                ref: nothing
                      otherwise:
                        steps:
                          - setBody:
                              jq:
                                expression: .x
                  - circuitBreaker:
                      resilience4jConfiguration:
                        slidingWindowSiz: 3
                      steps:
                        - log: x
                  - filter:
                      id: always
                      steps:
                        - log: x
                  - circuitBreaker:
                      resilience4jConfiguration:
                        waitDurationInOpenState: soon
                      steps:
                        - log: x
                  - doTry:
                      steps:
                        - log: x
                      doCatch:
                        - exception: java.lang.Throwabl
                          steps:
                            - log: x
                  - to:
                      uri: kafka:topic
                      parameters:
                        securityProtocol: SSLL
                  - to:
                      uri: sql:select 1
                      parameters:
                        dataSource: "#nothing"
                        template.queryTimeout: 1
            """);

        assertThat(lines(check(home, Map.of())))
                .containsExactly(
                        "routes/mine.camel.yaml:6: there is no step 'proces'; did you mean 'process'?",
                        "routes/mine.camel.yaml:9: process has no option 'reff'; did you mean 'ref'?",
                        "routes/mine.camel.yaml:11: process has no option 'not'; did you mean 'note'?",
                        "routes/mine.camel.yaml:11: there is no bean 'nothing'",
                        "routes/mine.camel.yaml:15: {{bridge.kafka.tpic}} is not defined; did you mean"
                                + " 'bridge.kafka.topic'?",
                        "routes/mine.camel.yaml:16: kafka has no option 'lingrMs'; did you mean 'lingerMs'?",
                        "routes/mine.camel.yaml:17: maxBlockMs: 'soon' is no number",
                        "routes/mine.camel.yaml:18: compressionCodec: 'lz5' is none of none, gzip, snappy, lz4, zstd;"
                                + " did you mean 'lz4'?",
                        "routes/mine.camel.yaml:21: the component 'ftp' is not installed: it needs the dependency"
                                + " org.apache.camel:camel-ftp:4.18.0",
                        "routes/mine.camel.yaml:23: there is no component 'kafak'; did you mean 'kafka'?",
                        "routes/mine.camel.yaml:27: no Simple expression: ${header.x == 3"
                                + " (expected symbol functionEnd but was eol)",
                        "routes/mine.camel.yaml:30: there is no bean 'nothing'",
                        "routes/mine.camel.yaml:34: the language 'jq' is not installed: it needs the dependency"
                                + " org.apache.camel:camel-jq:4.18.0",
                        "routes/mine.camel.yaml:38: resilience4jConfiguration has no option 'slidingWindowSiz';"
                                + " did you mean 'slidingWindowSize'?",
                        "routes/mine.camel.yaml:41: the step's expression is missing",
                        "routes/mine.camel.yaml:47: 'soon' is no number",
                        "routes/mine.camel.yaml:54: there is no class 'java.lang.Throwabl'",
                        "routes/mine.camel.yaml:60: Kafka's client refuses its options: Invalid value SSLL for"
                                + " configuration security.protocol: String must be one of (case insensitive):"
                                + " SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT",
                        // and nothing of template.queryTimeout: options may begin with that
                        "routes/mine.camel.yaml:64: there is no bean 'nothing'");
    }

    @Test
    void shouldNameWhatRoutesMissOrTakeFromEachOther() throws Exception {
        Files.writeString(home.resolve("routes/error-handling.camel.yaml"), """
            - routeConfiguration:
                id: hand-failures-back
                errorHandler:
                  noErrorHandler: {}
            """);
        route("""
                  - to:
                      uri: direct:other-rout
                  - wireTap:
                      uri: direct:nowhere
                  - toD:
                      uri: "direct:${header.next}"
                  - to:
                      uri: direct:optional
                      parameters:
                        failIfNoConsumers: false
                  - to:
                      uri: direct:email-events
                  - to:
                      uri: direct:turned-off
                      disabled: true
            """);
        Files.writeString(home.resolve("routes/other.camel.yaml"), """
            - route:
                id: mine
                routeConfigurationId: hand-failures-bak
                from:
                  uri: direct:other-route
                  steps:
                    - log: x
            - route:
                id: by-placeholder
                from:
                  uri: "direct:{{bridge.kafka.topic}}"
                  steps:
                    - log: x
            - route:
                id: timed
                from:
                  uri: schedulr
                  parameters:
                    name: timed
                  steps:
                    - process:
                        ref: nothing
            """);

        assertThat(lines(check(home, Map.of())))
                .containsExactly(
                        "routes/mine.camel.yaml:7: no route is entered by direct:other-rout;"
                                + " did you mean 'direct:other-route'?",
                        "routes/mine.camel.yaml:9: no route is entered by direct:nowhere",
                        "routes/other.camel.yaml:2: the route id 'mine' is taken by a route in routes/mine.camel.yaml",
                        "routes/other.camel.yaml:3: there is no routeConfiguration 'hand-failures-bak';"
                                + " did you mean 'hand-failures-back'?",
                        "routes/other.camel.yaml:17: there is no component 'schedulr'; did you mean 'scheduler'?",
                        "routes/other.camel.yaml:22: there is no bean 'nothing'");
    }

    @Test
    void shouldGoOnPastFilesThatCannotBeRead() throws Exception {
        Files.writeString(home.resolve("routes/broken.camel.yaml"), """
            - route:
                id: broken
               from:
                  uri: direct:broken
            """);
        Files.writeString(home.resolve("routes/empty.camel.yaml"), "");
        Files.writeString(home.resolve("routes/other.camel.yml"), "");
        Files.writeString(home.resolve("routes/Mine.java"), """
            import org.apache.camel.builder.RouteBuilder;

            public class Mine extends RouteBuilder {
                public void configure() {
                    form("timer:mine").to("log:mine");
                }
            }
            """);
        route("""
                  - to:
                      uri: direct:broken
                  - process:
                      ref: nothing
            """);

        assertThat(lines(check(home, Map.of())))
                .containsExactly(
                        "routes/Mine.java:5: cannot find symbol: method form(java.lang.String)",
                        "routes/broken.camel.yaml:3: no YAML: expected <block end>, but found '<block mapping start>'"
                                + " (column 4)",
                        "routes/empty.camel.yaml:1: the file is empty",
                        "routes/mine.camel.yaml:9: there is no bean 'nothing'",
                        "routes/other.camel.yml: is not loaded: routes end with .yaml or .java");
    }

    @Test
    void shouldCheckRoutesOfTheJavaDsl() throws Exception {
        Files.writeString(home.resolve("routes/Mine.java"), """
            import org.apache.camel.builder.RouteBuilder;

            public class Mine extends RouteBuilder {
                public void configure() {
                    from("timer:mine").routeId("mine")
                            .process("eventNormaliser")
                            .to("direct:nowhere")
                            .to("log:mine?levl=INFO");
                }
            }
            """);

        assertThat(lines(check(home, Map.of())))
                .containsExactly(
                        "routes: holds no *.yaml",
                        "routes/Mine.java:6: there is no bean 'eventNormaliser'; did you mean 'eventNormalizer'?",
                        "routes/Mine.java:7: no route is entered by direct:nowhere",
                        "routes/Mine.java:8: log has no option 'levl'; did you mean 'level'?");
    }

    @Test
    void shouldNameEverySettingWithItsPlaceAndNoSecret() throws Exception {
        Files.writeString(home.resolve("application.properties"), """
            # a comment
            bridge.kafka.tpoic=events
            bridge.kafka.brokers = \\
                localhost
            bridge.kafka.timeout=1s
            bridge.buffer.password=%1$s
            bridge.sources.shop.provider=sendgird
            bridge.sources.mail.provider=sendgrid
            bridge.sources.mail.tokn=%1$s
            bridge.sources.open.provider=sendgrid
            camel.component.kafka.lingrMs=%1$s
            camel.server.prot=80
            """.formatted(SECRET));
        system.setProperty("bridge.kafka.timeout", "9s");
        route("""
                  - to:
                      uri: kafka:x
                      parameters:
                        enableIdempotence: "{{bridge.buffer.password}}"
            """);

        List<Mistake> mistakes = check(home, Map.of("BRIDGE_HTTP_HTTP2", "on"));

        assertThat(mistakes)
                .extracting(mistake -> mistake.file() + ":" + mistake.line())
                .containsExactly(
                        "application.properties:2",
                        "application.properties:3",
                        "application.properties:7",
                        "application.properties:9",
                        "application.properties:10",
                        "application.properties:11",
                        "application.properties:12",
                        "environment BRIDGE_HTTP_HTTP2:0",
                        "routes/mine.camel.yaml:9",
                        "system property bridge.kafka.timeout:0");
        List<String> lines = lines(mistakes);
        assertThat(lines.get(0))
                .contains("bridge.kafka.tpoic=events is not a known key", "did you mean bridge.kafka.topic?");
        assertThat(lines.get(1)).contains("bridge.kafka.brokers=localhost is not valid; allowed: host:port");
        assertThat(lines.get(2)).endsWith("did you mean sendgrid?");
        assertThat(lines.get(3)).endsWith("did you mean bridge.sources.mail.token?");
        assertThat(lines.get(4)).contains("bridge.sources.open.auth= is not set");
        assertThat(lines.get(5))
                .contains("camel.component.kafka.lingrMs is refused")
                .endsWith("did you mean 'lingerMs'?");
        assertThat(lines.get(6)).endsWith("did you mean 'port'?");
        assertThat(lines.get(7)).startsWith("environment BRIDGE_HTTP_HTTP2: bridge.http.http2=on is not valid");
        assertThat(lines.toString()).doesNotContain(SECRET);
    }

    @Test
    void shouldNameEachBrokenProfileAndBlameNoSourceForIt() throws Exception {
        Files.writeString(home.resolve("providers/first.yaml"), """
            desciption: First
            description: First
            content-types: [application/json]
            auth: {default: berer}
            body: {shape: array}
            recipients: [a..b]
            fields:
              provider_event: kind
              recipent: mail
            types:
              main:
                - when: {kind: sent}
                  then: {type: delivred}
            """);
        Files.writeString(home.resolve("providers/second.yaml"), "description: [\n");
        Files.writeString(
                home.resolve("application.properties"),
                "bridge.sources.shop.provider=first\nbridge.sources.shop.auth=none\n");
        route("      - log: x\n");

        assertThat(lines(check(home, Map.of())))
                .satisfiesExactly(
                        typo -> assertThat(typo)
                                .startsWith("providers/first.yaml:1: unknown key 'desciption'; allowed here: ")
                                .endsWith("; did you mean 'description'?"),
                        auth -> assertThat(auth)
                                .startsWith("providers/first.yaml:4: 'berer'")
                                .endsWith("'bearer'?"),
                        path -> assertThat(path).startsWith("providers/first.yaml:6: "),
                        field -> assertThat(field)
                                .startsWith("providers/first.yaml:9: ")
                                .endsWith("'recipient'?"),
                        type -> assertThat(type)
                                .startsWith("providers/first.yaml:13: ")
                                .endsWith("'delivered'?"),
                        second -> assertThat(second).startsWith("providers/second.yaml:2: "));
    }

    private void route(String steps) throws IOException {
        Files.writeString(
                home.resolve("routes/mine.camel.yaml"),
                "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n" + steps.indent(2));
    }

    private List<Mistake> check(Path folder, Map<String, String> environment) throws Exception {
        return new HomeCheck(folder, environment, system, OfflineBridge::new).mistakes();
    }

    private static Stream<Path> files(Path folder) throws IOException {
        return Files.list(folder).filter(Files::isRegularFile);
    }

    private static List<String> lines(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::toString).toList();
    }
}
