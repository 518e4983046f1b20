package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.ShippedAssembly;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.PostgresServer;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** A bridge with a topic that can be made too small, and the commands about what was refused. */
final class RefusedRig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(30);
    static final String TOPIC = "few-kilobytes";
    /** Random, since Kafka's limit is on the compressed size. */
    static final String PADDING =
            new Random(7).ints(5_000).mapToObj(Integer::toHexString).collect(Collectors.joining());

    private static final String HOLD = """
            drop sequence if exists passed;
            create sequence passed;
            create or replace function hold() returns trigger language plpgsql as
            'begin if nextval(''passed'') > 1 then perform pg_advisory_lock(1); end if; return null; end';
            create or replace trigger hold after %s for each statement execute function hold()
            """;

    private final Servers servers = Servers.start();
    private final HomeCopy home = HomeCopy.create();
    private final BridgeProcess bridge;

    RefusedRig() throws IOException {
        servers.kafka().createTopic(TOPIC, 1, Map.of("max.message.bytes", "10000"));
        // a topic that is made at the first letter takes so long that the letter goes through the buffer, and may be
        // there twice
        servers.kafka().createTopic("email-events.rejected", 3, Map.of());
        Files.writeString(
                home.file("application.properties"),
                """

                bridge.kafka.brokers=%s
                bridge.kafka.topic=%s
                bridge.buffer.jdbc-url=%s
                bridge.buffer.username=%s
                bridge.buffer.password=%s
                bridge.replay.period=200ms
                bridge.replay.max-attempts=1
                bridge.sources.shop.provider=generic
                bridge.sources.shop.auth=none
                """.formatted(
                                servers.kafka().bootstrap(),
                                TOPIC,
                                servers.postgres().jdbcUrl(),
                                servers.postgres().username(),
                                servers.postgres().password()),
                StandardOpenOption.APPEND);
        bridge = servers.launcher().home(home.path()).startReady(Servers.START_LIMIT);
    }

    Servers servers() {
        return servers;
    }

    HomeCopy home() {
        return home;
    }

    BridgeProcess bridge() {
        return bridge;
    }

    JsonNode listed(String... options) throws IOException {
        Run list = tool(Stream.concat(Stream.of("rejected", "list", "--json"), Stream.of(options))
                .toArray(String[]::new));
        assertThat(list.status()).as(list.errors()).isZero();
        return JsonCodec.mapper().readTree(list.output());
    }

    long total(String reason) throws IOException {
        return listed("--reason", reason).get("total").longValue();
    }

    long marked() {
        return postgres().count("select count(*) from resubmitted_dead_letter where reason is null");
    }

    PostgresServer postgres() {
        return servers.postgres();
    }

    long parked() {
        return postgres().count("select count(*) from parked_event");
    }

    /** Lets the first statement of this kind pass and holds the others, until the connection is closed. */
    Connection holdAllButOne(String kind) throws SQLException {
        postgres().execute(HOLD.formatted(kind));
        Connection holding = postgres().database().connect();
        try (Statement lock = holding.createStatement()) {
            lock.execute("select pg_advisory_lock(1)");
        }
        return holding;
    }

    /** SIGKILL; what its transaction has not committed is rolled back, also where that one is held. */
    void kill(Process tool) throws InterruptedException {
        tool.destroyForcibly().waitFor();
        postgres()
                .database()
                .rows(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mailbridge-tool'");
        awaitNoTool();
    }

    private void awaitNoTool() {
        await().atMost(LIMIT)
                .until(() -> postgres()
                                .count(
                                        "select count(*) from pg_stat_activity where application_name = 'mailbridge-tool'")
                        == 0);
    }

    void configureTopic(String key, String value) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        servers.kafka().withAdmin(admin -> admin.incrementalAlterConfigs(Map.of(topic, List.of(change)))
                .all());
    }

    static String event(String id, String padding) {
        return """
                {"id":"%s","type":"delivered","recipient":"reader@example.com","padding":"%s"}""".formatted(id, padding);
    }

    void post(String body) {
        assertThat(bridge.post("shop", body).statusCode()).isEqualTo(200);
    }

    void assertBalanced() {
        Run audit = tool("audit", "--ids", "--process", bridge.managementUri("").toString());
        assertThat(audit.status()).as(audit.output() + audit.errors()).isZero();
    }

    Run tool(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Tool.run(
                home.path(),
                ShippedAssembly.OFFLINE,
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                arguments);
        return new Run(status, out.toString(), err.toString());
    }

    Process process(String... arguments) throws IOException {
        ProcessBuilder command = Run.java("-Dmailbridge.home=" + home.path(), "-jar", Run.JAR);
        command.command().addAll(List.of(arguments));
        return command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    @Override
    public void close() {
        bridge.close();
        servers.close();
        home.close();
    }
}
