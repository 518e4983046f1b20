package io.mailbridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of mistake in a route, in a small home; the bridge is assembled as at its start. */
class RouteMistakesTest {
    private CheckedHome home;

    @BeforeEach
    void makeHome(@TempDir Path folder) throws IOException {
        home = CheckedHome.in(folder);
    }

    @Test
    void shouldNameEveryMissingBeanMethodAndFile() throws Exception {
        Files.createFile(home.path().resolve("routes/sql/buffer-events.sql"));
        home.route("""
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

        assertThat(home.mistakes())
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
                        "routes/mine.camel.yaml:38: there is no file "
                                + home.path().resolve("routes/sql/buffer-event.sql")
                                + "; did you mean 'buffer-events.sql'?",
                        "routes/mine.camel.yaml:39: there is no bean 'bufferDataSorce'; did you mean"
                                + " 'bufferDataSource'?",
                        "routes/mine.camel.yaml:43: there is no bean 'jsonMaper'; did you mean 'jsonMapper'?",
                        "routes/mine.camel.yaml:45: there is no bean 'nothingLikeIt'");
    }

    @Test
    void shouldNameEveryUnknownStepOptionAndComponent() throws Exception {
        home.route("""
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

        assertThat(home.mistakes())
                .containsExactly(
                        "routes/mine.camel.yaml:6: there is no step 'proces'; did you mean 'process'?",
                        "routes/mine.camel.yaml:9: process has no option 'reff'; did you mean 'ref'?",
                        "routes/mine.camel.yaml:11: process has no option 'not'; did you mean 'note'?",
                        "routes/mine.camel.yaml:11: there is no bean 'nothing'",
                        "routes/mine.camel.yaml:15: {{bridge.kafka.tpic}} is not defined; did you mean"
                                + " 'bridge.kafka.topic'?",
                        "routes/mine.camel.yaml:16: kafka has no option 'lingrMs'; did you mean 'lingerMs'?",
                        "routes/mine.camel.yaml:17: maxBlockMs: 'soon' is not a number",
                        "routes/mine.camel.yaml:18: compressionCodec: 'lz5' is none of none, gzip, snappy, lz4, zstd;"
                                + " did you mean 'lz4'?",
                        "routes/mine.camel.yaml:21: the component 'ftp' is not installed: it needs the dependency"
                                + " org.apache.camel:camel-ftp:4.18.0",
                        "routes/mine.camel.yaml:23: there is no component 'kafak'; did you mean 'kafka'?",
                        "routes/mine.camel.yaml:27: not a Simple expression: ${header.x == 3"
                                + " (expected symbol functionEnd but was eol)",
                        "routes/mine.camel.yaml:30: there is no bean 'nothing'",
                        "routes/mine.camel.yaml:34: the language 'jq' is not installed: it needs the dependency"
                                + " org.apache.camel:camel-jq:4.18.0",
                        "routes/mine.camel.yaml:38: resilience4jConfiguration has no option 'slidingWindowSiz';"
                                + " did you mean 'slidingWindowSize'?",
                        "routes/mine.camel.yaml:41: the step's expression is missing",
                        "routes/mine.camel.yaml:47: 'soon' is not a number",
                        "routes/mine.camel.yaml:54: there is no class 'java.lang.Throwabl'",
                        "routes/mine.camel.yaml:60: Kafka's client refuses its options: Invalid value SSLL for"
                                + " configuration security.protocol: String must be one of (case insensitive):"
                                + " SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT",
                        // and nothing of template.queryTimeout: options may begin with that
                        "routes/mine.camel.yaml:64: there is no bean 'nothing'");
    }

    @Test
    void shouldNameWhatRoutesMissOrTakeFromEachOther() throws Exception {
        Files.writeString(home.path().resolve("routes/error-handling.camel.yaml"), """
            - routeConfiguration:
                id: hand-failures-back
                errorHandler:
                  noErrorHandler: {}
            """);
        home.route("""
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
        Files.writeString(home.path().resolve("routes/other.camel.yaml"), """
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

        assertThat(home.mistakes())
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
}
