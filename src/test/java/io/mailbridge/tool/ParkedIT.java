package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was parked is listed, replayed or deleted, and nothing of it is lost or in no book. */
class ParkedIT {
    private static RefusedRig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new RefusedRig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @AfterEach
    void empty() {
        rig.bridge().thaw();
        rig.postgres().execute("drop trigger if exists hold on parked_event");
        rig.postgres().execute("truncate parked_event");
    }

    @Test
    void shouldReplayAParkedEventOnceItsTopicTakesIt() throws Exception {
        rig.configureTopic("max.message.bytes", "10000");
        rig.post(RefusedRig.event("fits", ""));
        rig.post(RefusedRig.event("too-large", RefusedRig.PADDING));
        await().atMost(RefusedRig.LIMIT).until(() -> rig.parked() == 1);

        JsonNode listed = JsonCodec.mapper()
                .readTree(rig.tool("parked", "list", "--json", "--reason", "record_too_large")
                        .output());
        assertThat(listed.get("total").intValue()).isEqualTo(1);
        JsonNode item = listed.at("/items/0");
        assertThat(item.get("type").textValue()).isEqualTo("delivered");
        assertThat(item.get("event_id").textValue()).isEqualTo("generic:too-large");
        assertThat(item.toString()).contains("r***@example.com").doesNotContain("reader");
        assertThat(rig.tool("parked", "list", "--csv", "--show-addresses").output())
                .contains("reader@example.com");
        assertThat(rig.tool("parked", "list", "--text", "nowhere").output()).startsWith("0 found");
        rig.postgres()
                .execute("update parked_event set value = convert_to('{\"name\":\"Frühling (1)\"}', 'UTF8') || value");
        assertThat(rig.tool("parked", "list", "--text", "\"name\":\"FRÜHLING (1)\"")
                        .output())
                .contains("1 found");
        rig.postgres().execute("update parked_event set value = '\\x00'::bytea || value");
        assertThat(rig.tool("parked", "list", "--text", "Frühling").output()).contains("1 found");
        rig.postgres().execute("update parked_event set value = substring(value from 26)");

        assertThat(rig.tool("parked", "replay", "--source", "shop", "--dry-run").status())
                .isZero();
        assertThat(rig.parked()).isEqualTo(1);
        assertThat(rig.tool("parked", "replay").errors()).contains("Give ids or a filter, or --all");

        rig.configureTopic("max.message.bytes", "1000000");
        Run replayed = rig.tool("parked", "replay", item.get("id").textValue());
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(replayed.errors())
                .startsWith("audit: replay, 1 events and 0 dead letters, by " + System.getProperty("user.name"));
        assertThat(rig.parked()).isZero();
        rig.servers().reader().awaitRecord(RefusedRig.TOPIC, "generic:too-large", RefusedRig.LIMIT);
        rig.servers().awaitDrained();

        assertThat(rig.servers().idsOn(RefusedRig.TOPIC).stream().filter(id -> id.matches("generic:(fits|too-large)")))
                .containsExactlyInAnyOrder("generic:fits", "generic:too-large");
        rig.assertBalanced();
        assertThat(rig.tool("parked", "replay", item.get("id").textValue()).status())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepWhatItDiscardsByteByByte(@TempDir Path folder) throws Exception {
        park(150);
        Path file = folder.resolve("kept.jsonl");
        Map<String, byte[]> before = parkedValues();

        Run refused = rig.tool("parked", "discard", "--all", "--to", file.toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errors()).contains("This would delete 150 parked rows: without a terminal that needs --yes");
        assertThat(file).doesNotExist();
        assertThat(rig.parked()).isEqualTo(150);

        Run discarded = rig.tool("parked", "discard", "--all", "--yes", "--to", file.toString());
        assertThat(discarded.status()).as(discarded.errors()).isZero();
        assertThat(rig.parked()).isZero();
        assertThat(keptValues(file)).hasSize(150).allSatisfy((id, value) -> assertThat(value)
                .isEqualTo(before.get(id)));
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        park(1);
        assertThat(rig.tool("parked", "discard", "--all", "--to", file.toString())
                        .errors())
                .contains("is there already; nothing was deleted");
        assertThat(rig.parked()).isEqualTo(1);
    }

    @Test
    void shouldLoseNothingWhereAReplayIsKilled() throws Exception {
        rig.bridge().freeze();
        park(4000);
        killAfterItsFirstStatement(4000, "parked", "replay", "--all", "--yes");

        long waiting = rig.postgres().count("select count(*) from buffered_event");
        assertThat(rig.parked() + waiting).isEqualTo(4000);
        assertThat(rig.postgres().count("select events from refused_action order by id desc limit 1"))
                .isEqualTo(waiting);
        rig.bridge().thaw();
        rig.servers().awaitDrained();
    }

    @Test
    void shouldLoseNothingWhereADiscardIsKilled(@TempDir Path folder) throws Exception {
        park(2000);
        Path file = folder.resolve("kept.jsonl");
        Map<String, byte[]> before = parkedValues();
        killAfterItsFirstStatement(2000, "parked", "discard", "--all", "--yes", "--to", file.toString());

        Map<String, byte[]> kept = keptValues(file);
        Set<String> somewhere = new TreeSet<>(parkedValues().keySet());
        somewhere.addAll(kept.keySet());
        assertThat(somewhere).isEqualTo(before.keySet());
        assertThat(kept).allSatisfy((id, value) -> assertThat(value).isEqualTo(before.get(id)));
    }

    private static void park(int count) {
        rig.postgres().execute("""
                insert into parked_event (event_id, source, provider, topic, headers, value, attempts, created_at, reason)
                select 'parked-' || n, 'shop', 'generic', '%s', '{"ce_id":"parked-' || n || '"}',
                       case n %% 2 when 0 then uuid_send(gen_random_uuid()) else convert_to('{"n":' || n || '}', 'UTF8') end,
                       5, now(), 'record_invalid'
                from generate_series(1, %d) as n
                """.formatted(RefusedRig.TOPIC, count));
    }

    private static void killAfterItsFirstStatement(long all, String... command) throws Exception {
        try (Connection held = rig.holdAllButOne("delete on parked_event")) {
            Process tool = rig.process(command);
            await().atMost(RefusedRig.LIMIT).until(() -> rig.parked() < all);
            rig.kill(tool);
        }
        assertThat(rig.parked()).isBetween(1L, all - 1);
    }

    private static Map<String, byte[]> parkedValues() {
        Map<String, byte[]> values = new TreeMap<>();
        rig.postgres()
                .database()
                .rows("select id, value from parked_event")
                .forEach(row -> values.put(row.get("id").toString(), (byte[]) row.get("value")));
        return values;
    }

    private static Map<String, byte[]> keptValues(Path file) throws IOException {
        Map<String, byte[]> values = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = JsonCodec.mapper().readTree(line);
            JsonNode text = row.get("value");
            values.put(
                    row.get("id").textValue(),
                    text == null
                            ? Base64.getDecoder().decode(row.get("value_base64").textValue())
                            : text.textValue().getBytes(StandardCharsets.UTF_8));
        }
        return values;
    }
}
