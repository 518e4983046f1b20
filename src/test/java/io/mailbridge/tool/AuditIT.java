package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command that says whether a running fleet has lost something, before and after somebody takes a row away. */
class AuditIT {
    private static Servers servers;
    private static BridgeProcess one;
    private static BridgeProcess other;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        one = bridge().startReady(Servers.START_LIMIT);
        other = bridge().startReady(Servers.START_LIMIT);
    }

    private static BridgeLauncher bridge() {
        return servers.bridge().property("bridge.kafka.timeout", "500ms");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        servers.close();
    }

    @Test
    void shouldBalanceTheBooksOfTwoProcessesAndFindWhatIsMissing() throws Exception {
        post(one, 0, 10);
        post(other, 10, 20);
        assertThat(other.post("demo", "[17]").statusCode()).isEqualTo(200);
        servers.awaitDrained();

        Run balanced = audit("--ids", "--json");
        JsonNode report = JsonCodec.mapper().readTree(balanced.output());
        assertThat(balanced.status()).as(balanced.output() + balanced.errors()).isZero();
        assertThat(report.at("/events/received").asInt()).isEqualTo(21);
        assertThat(report.at("/events/rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/topics").findValuesAsText("ids")).containsExactlyInAnyOrder("20", "1");
        assertThat(report.at("/equations")).hasSize(4);

        servers.kafka().kill();
        post(one, 20, 30);
        servers.postgres().execute("delete from buffered_event where id = (select min(id) from buffered_event)");
        Run lacking = audit("--wait", "0");
        assertThat(lacking.status()).isEqualTo(1);
        assertThat(lacking.output())
                .contains(
                        "buffered = replayed + parked + waiting",
                        "DIFFERS: rows are missing",
                        "could not be read: the topics: no broker of "
                                + servers.kafka().bootstrap() + " answers",
                        "The books do not balance.");

        other.kill();
        Run unreachable = audit("--wait", "0");
        assertThat(unreachable.status()).isEqualTo(1);
        assertThat(unreachable.errors())
                .contains("cannot be read", other.managementUri("").toString());
    }

    private static void post(BridgeProcess bridge, int from, int to) {
        List<String> ids =
                IntStream.range(from, to).mapToObj(number -> "audit-" + number).toList();
        assertThat(bridge.post("demo", SendGridEvents.batch(ids)).statusCode()).isEqualTo(200);
    }

    private static Run audit(String... options) throws IOException, InterruptedException {
        ProcessBuilder command = Run.java(
                "-Dbridge.kafka.brokers=" + servers.kafka().bootstrap(),
                "-Dbridge.buffer.jdbc-url=" + servers.postgres().jdbcUrl(),
                "-Dbridge.buffer.username=" + servers.postgres().username(),
                "-Dbridge.buffer.password=" + servers.postgres().password(),
                "-jar",
                Run.JAR,
                "audit",
                "--process",
                one.managementUri("").toString(),
                "--process",
                other.managementUri("").toString());
        command.command().addAll(List.of(options));
        return Run.of(command);
    }
}
