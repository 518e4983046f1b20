package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are listed and resubmitted through mended profiles, once each, and nothing is in no book. */
class RejectedIT {
    private static RefusedRig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new RefusedRig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void shouldResubmitDeadLettersOnceTheirProfileIsMended(@TempDir Path folder) throws Exception {
        String kind = "{\"id\":\"%s\",\"kind\":\"delivered\",\"recipient\":\"reader@example.com\"}";
        rig.post("[" + kind.formatted("letter-1") + "," + RefusedRig.event("letter-none", "") + ","
                + kind.formatted("letter-2") + "]");
        assertThat(rig.bridge()
                        .post("shop", RefusedRig.event("letter-3", "").replace("}", ""))
                        .statusCode())
                .isEqualTo(400);
        await().atMost(RefusedRig.LIMIT).until(() -> rig.total("no_event_name") == 2 && rig.total("not_json") == 1);
        JsonNode items = rig.listed("--reason", "no_event_name").get("items");
        assertThat(items.toString()).contains("r***@example.com", "\"shop\"").doesNotContain("reader@");

        assertThat(rig.listed("--text", "LETTER-2").get("total").intValue()).isEqualTo(1);

        Run unchanged = rig.tool("rejected", "resubmit", "--all");
        assertThat(unchanged.status()).isEqualTo(1);
        assertThat(unchanged.output())
                .contains("0 of 3 dead letters became 0 events", "1 stay refused: not_json: The body is");
        assertThat(rig.listed("--reason", "not_json").at("/items/0/tries").intValue())
                .isEqualTo(2);

        String letter = items.at("/0/id").textValue();
        Run refused = rig.tool("rejected", "show", letter, "--preview");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(read(refused).at("/preview/refused/reason").textValue()).isEqualTo("no_event_name");

        rig.home().change("providers/generic.yaml", "type, event]", "type, event, kind]");
        Run accepted = rig.tool("rejected", "show", letter, "--preview");
        assertThat(accepted.status()).isZero();
        assertThat(read(accepted).at("/preview/events/0/recipient").textValue()).isEqualTo("r***@example.com");
        Run dry = rig.tool("rejected", "resubmit", "--reason", "no_event_name", "--dry-run");
        assertThat(dry.output()).contains("2 of 2 dead letters would become 2 events");
        assertThat(rig.total("no_event_name")).isEqualTo(2);
        Run done = rig.tool("rejected", "resubmit", "--reason", "no_event_name");
        assertThat(done.status()).as(done.output() + done.errors()).isZero();
        assertThat(done.errors()).startsWith("audit: resubmit, 2 events and 0 dead letters, by ");
        assertThat(rig.tool("rejected", "resubmit", "--reason", "no_event_name").output())
                .contains("0  dead letters selected");
        assertThat(rig.listed("--resubmitted", "--reason", "no_event_name")
                        .at("/items/1/resubmitted_at")
                        .isTextual())
                .isTrue();

        String broken = rig.listed("--reason", "not_json").at("/items/0/id").textValue();
        Path file = folder.resolve("body.json");
        Files.writeString(file, rig.tool("rejected", "show", broken, "--raw").output() + "}");
        assertThat(rig.tool("rejected", "resubmit", broken, "--body", file.toString())
                        .status())
                .isZero();
        assertThat(rig.tool("rejected", "resubmit", broken).output()).contains("were resubmitted before (--again)");

        assertThat(rig.servers().idsOn(RefusedRig.TOPIC).stream().filter(id -> id.contains("letter-")))
                .containsExactlyInAnyOrder(
                        "generic:letter-none", "generic:letter-1", "generic:letter-2", "generic:letter-3");
        rig.assertBalanced();
    }

    private static JsonNode read(Run shown) throws IOException {
        return JsonCodec.mapper().readTree(shown.output());
    }

    @Test
    void shouldLoseNothingWhereAResubmissionIsKilled() throws Exception {
        String body = IntStream.range(0, 250)
                .mapToObj("{\"id\":\"killed-%d\",\"name\":\"delivered\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        rig.post(body);
        long letters = awaitLetters(250);
        rig.home().change("providers/generic.yaml", "provider_event: [", "provider_event: [name, ");

        long before = rig.marked();
        try (Connection held = rig.holdAllButOne("update on refused_action")) {
            Process process = rig.process("rejected", "resubmit", "--all", "--yes");
            await().atMost(RefusedRig.LIMIT).until(() -> rig.marked() > before);
            rig.kill(process);
        }
        rig.postgres().execute("drop trigger hold on refused_action");
        assertThat(rig.marked() - before).isBetween(1L, letters - 1);
        assertThat(rig.tool("rejected", "resubmit", "--all").errors()).contains("would resubmit", "needs --yes");
        Run rest = rig.tool("rejected", "resubmit", "--all", "--yes");

        assertThat(rest.status()).as(rest.output() + rest.errors()).isZero();
        assertThat(rig.marked() - before).isEqualTo(letters);
        List<String> ids = rig.servers().idsOn(RefusedRig.TOPIC).stream()
                .filter(id -> id.startsWith("generic:killed-"))
                .toList();
        assertThat(ids.stream().distinct()).hasSize(250);
        // at most what was sent and not marked yet
        assertThat(ids).hasSizeLessThanOrEqualTo((int) letters + 100);
        rig.assertBalanced();
    }

    @Test
    void shouldNotMarkWhatAFrozenBrokerDoesNotAcknowledge() throws Exception {
        String body = IntStream.range(0, 250)
                .mapToObj("{\"id\":\"frozen-%d\",\"label\":\"delivered\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        rig.post(body);
        long letters = awaitLetters(250);
        rig.home().change("providers/generic.yaml", "provider_event: [", "provider_event: [label, ");

        long before = rig.marked();
        CompletableFuture<Run> running;
        try (Connection held = rig.holdAllButOne("update on refused_action")) {
            running = CompletableFuture.supplyAsync(() -> rig.tool("rejected", "resubmit", "--all", "--yes"));
            await().atMost(RefusedRig.LIMIT).until(() -> rig.marked() > before);
            rig.servers().kafka().freeze();
        }
        Run stopped = running.get(60, TimeUnit.SECONDS);
        long marked = rig.marked() - before;
        rig.servers().kafka().thaw();
        rig.postgres().execute("drop trigger hold on refused_action");
        assertThat(stopped.status()).as(stopped.output() + stopped.errors()).isEqualTo(1);
        assertThat(stopped.errors())
                .contains(
                        "Kafka does not acknowledge records for " + RefusedRig.TOPIC,
                        "stays as it is, run this again",
                        "audit: resubmit, " + marked + " events and 0 dead letters");
        assertThat(marked).isBetween(100L, letters - 50);
        assertThat(rig.total("no_event_name")).isEqualTo(letters - marked);
        rig.assertBalanced();

        Run rest = rig.tool("rejected", "resubmit", "--all", "--yes");
        assertThat(rest.status()).as(rest.output() + rest.errors()).isZero();
        assertThat(rest.errors()).contains("audit: resubmit, " + (letters - marked) + " events");
        assertThat(rig.servers().idsOn(RefusedRig.TOPIC).stream()
                        .filter(id -> id.startsWith("generic:frozen-"))
                        .distinct())
                .hasSize(250);
        rig.assertBalanced();
    }

    /** At least these, once none waits in the buffer: Kafka may have taken one all the same that was given up. */
    private static long awaitLetters(long posted) throws IOException {
        rig.servers().awaitDrained();
        long found = rig.total("no_event_name");
        assertThat(found).isGreaterThanOrEqualTo(posted);
        return found;
    }

    @Test
    void shouldKeepALetterWhoseEventKafkaRefuses() throws Exception {
        rig.post("{\"id\":\"large\",\"sort\":\"delivered\",\"padding\":\"" + RefusedRig.PADDING + "\"}");
        await().atMost(RefusedRig.LIMIT).until(() -> rig.total("no_event_name") == 1);
        rig.home().change("providers/generic.yaml", "provider_event: [", "provider_event: [sort, ");

        rig.configureTopic("max.message.bytes", "10000");
        Run tooLarge = rig.tool("rejected", "resubmit", "--all");
        assertThat(tooLarge.status()).as(tooLarge.output() + tooLarge.errors()).isEqualTo(1);
        assertThat(tooLarge.output()).contains("1 stay refused: record_too_large");
        assertThat(rig.listed("--reason", "record_too_large")
                        .at("/items/0/tries")
                        .intValue())
                .isEqualTo(2);

        rig.configureTopic("max.message.bytes", "1000000");
        assertThat(rig.tool("rejected", "resubmit", "--all").status()).isZero();
        assertThat(rig.servers().idsOn(RefusedRig.TOPIC)).containsOnlyOnce("generic:large");
        rig.assertBalanced();
    }

    @Test
    void shouldNotResubmitWithoutADatabase() {
        String url = rig.servers().postgres().jdbcUrl();
        rig.home().change("application.properties", url, "jdbc:postgresql://127.0.0.1:1/none");
        try {
            Run refused = rig.tool("rejected", "resubmit", "--all");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.errors()).contains("The buffer's database cannot be used");
            Run list = rig.tool("rejected", "list");
            assertThat(list.status()).isZero();
            assertThat(list.errors()).contains("which ones were resubmitted is not known");
        } finally {
            rig.home().change("application.properties", "jdbc:postgresql://127.0.0.1:1/none", url);
        }
    }
}
