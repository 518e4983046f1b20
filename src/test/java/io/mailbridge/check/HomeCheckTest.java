package io.mailbridge.check;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The shipped home has no mistakes; mistakes in settings, profiles and whole files are tested in a small home. */
class HomeCheckTest {
    private static final String SECRET = "c0rrect-h0rse-battery";

    private CheckedHome home;

    @BeforeEach
    void makeHome(@TempDir Path folder) throws IOException {
        home = CheckedHome.in(folder);
    }

    @Test
    void shouldFindNothingWrongWithTheShippedHomeAndExamples() throws Exception {
        assertThat(new CheckedHome(Path.of("").toAbsolutePath()).mistakes()).isEmpty();

        for (Path file : files(Path.of("routes")).toList()) {
            Files.copy(file, home.path().resolve(file));
        }
        for (Path file : files(Path.of("routes/sql")).toList()) {
            Files.copy(file, home.path().resolve(file));
        }
        Files.copy(Path.of("docs/examples/ReportBacklog.java"), home.path().resolve("routes/ReportBacklog.java"));
        for (Path recipe : files(Path.of("docs/examples")).toList()) {
            if (recipe.toString().endsWith(".camel.yaml")) {
                Files.copy(recipe, home.path().resolve("routes").resolve(recipe.getFileName()));
            }
        }
        Files.writeString(home.path().resolve("application.properties"), """
                keep-clicks.sources=shop
                copy-complaints.url=http://localhost:1
                second-cluster.brokers=localhost:1
                camel.beans.campaigns=#class:com.zaxxer.hikari.HikariDataSource
                """);
        assertThat(home.mistakes()).isEmpty();
    }

    @Test
    void shouldGoOnPastFilesThatCannotBeRead() throws Exception {
        Files.writeString(home.path().resolve("routes/broken.camel.yaml"), """
            - route:
                id: broken
               from:
                  uri: direct:broken
            """);
        Files.writeString(home.path().resolve("routes/empty.camel.yaml"), "");
        Files.writeString(home.path().resolve("routes/other.camel.yml"), "");
        Files.writeString(home.path().resolve("routes/Mine.java"), """
            import org.apache.camel.builder.RouteBuilder;

            public class Mine extends RouteBuilder {
                public void configure() {
                    form("timer:mine").to("log:mine");
                }
            }
            """);
        home.route("""
                  - to:
                      uri: direct:broken
                  - process:
                      ref: nothing
            """);

        assertThat(home.mistakes())
                .containsExactly(
                        "routes/Mine.java:5: cannot find symbol: method form(java.lang.String)",
                        "routes/broken.camel.yaml:3: not YAML: expected <block end>, but found '<block mapping start>'"
                                + " (column 4)",
                        "routes/empty.camel.yaml:1: the file is empty",
                        "routes/mine.camel.yaml:9: there is no bean 'nothing'",
                        "routes/other.camel.yml: is not loaded: routes end with .yaml or .java");
    }

    @Test
    void shouldCheckRoutesOfTheJavaDsl() throws Exception {
        Files.writeString(home.path().resolve("routes/Mine.java"), """
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

        assertThat(home.mistakes())
                .containsExactly(
                        "routes: holds no *.yaml",
                        "routes/Mine.java:6: there is no bean 'eventNormaliser'; did you mean 'eventNormalizer'?",
                        "routes/Mine.java:7: no route is entered by direct:nowhere",
                        "routes/Mine.java:8: log has no option 'levl'; did you mean 'level'?");
    }

    @Test
    void shouldNameEverySettingWithItsPlaceAndNoSecret() throws Exception {
        Files.writeString(home.path().resolve("application.properties"), """
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
        Properties system = new Properties();
        system.setProperty("bridge.kafka.timeout", "9s");
        home.route("""
                  - to:
                      uri: kafka:x
                      parameters:
                        enableIdempotence: "{{bridge.buffer.password}}"
            """);

        List<Mistake> mistakes = home.mistakes(Map.of("BRIDGE_HTTP_HTTP2", "on"), system);

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
        List<String> lines = mistakes.stream().map(Mistake::toString).toList();
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
        Files.writeString(home.path().resolve("providers/first.yaml"), """
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
        Files.writeString(home.path().resolve("providers/second.yaml"), "description: [\n");
        Files.writeString(
                home.path().resolve("application.properties"),
                "bridge.sources.shop.provider=first\nbridge.sources.shop.auth=none\n");
        home.route("      - log: x\n");

        assertThat(home.mistakes())
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

    private static Stream<Path> files(Path folder) throws IOException {
        return Files.list(folder).filter(Files::isRegularFile);
    }
}
