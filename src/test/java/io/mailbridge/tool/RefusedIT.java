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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was refused is listed, sent again or deleted, and nothing of it is lost or in no book. */
class RefusedIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "few-kilobytes";
    /** Random, since Kafka's limit is on the compressed size. */
    private static final String PADDING =
            new Random(7).ints(5_000).mapToObj(Integer::toHexString).collect(Collectors.joining());

    private static final String SLOW = """
            create or replace function slow() returns trigger language plpgsql as
            'begin perform pg_sleep(0.3); return null; end'
            """;

    private static Servers servers;
    private static HomeCopy home;
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() throws IOException {
        servers = Servers.start();
        servers.kafka().createTopic(TOPIC, 1, Map.of("max.message.bytes", "10000"));
        home = HomeCopy.create();
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

    @AfterAll
    static void stop() {
        bridge.close();
        servers.close();
        home.close();
    }

    @AfterEach
    void empty() {
        bridge.thaw();
        postgres().execute("drop trigger if exists slow on parked_event");
        postgres().execute("truncate parked_event");
    }

    @Test
    void shouldReplayAParkedEventOnceItsTopicTakesIt() throws Exception {
        configureTopic("max.message.bytes", "10000");
        post(event("fits", ""));
        post(event("too-large", PADDING));
        await().atMost(LIMIT).until(() -> parked() == 1);

        JsonNode listed = JsonCodec.mapper()
                .readTree(tool("parked", "list", "--json", "--reason", "record_too_large")
                        .output());
        assertThat(listed.get("total").intValue()).isEqualTo(1);
        JsonNode item = listed.at("/items/0");
        assertThat(item.get("type").textValue()).isEqualTo("delivered");
        assertThat(item.get("event_id").textValue()).isEqualTo("generic:too-large");
        assertThat(item.toString()).contains("r***@example.com").doesNotContain("reader");
        assertThat(tool("parked", "list", "--csv", "--show-addresses").output()).contains("reader@example.com");
        assertThat(tool("parked", "list", "--text", "nowhere").output()).startsWith("0 found");

        assertThat(tool("parked", "replay", "--source", "shop", "--dry-run").status())
                .isZero();
        assertThat(parked()).isEqualTo(1);
        assertThat(tool("parked", "replay").errors()).contains("Give ids or a filter, or --all");

        configureTopic("max.message.bytes", "1000000");
        Run replayed = tool("parked", "replay", item.get("id").textValue());
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(replayed.errors())
                .startsWith("audit: replay, 1 events and 0 dead letters, by " + System.getProperty("user.name"));
        assertThat(parked()).isZero();
        servers.reader().awaitRecord(TOPIC, "generic:too-large", LIMIT);
        servers.awaitDrained();

        assertThat(servers.idsOn(TOPIC).stream().filter(id -> id.matches("generic:(fits|too-large)")))
                .containsExactlyInAnyOrder("generic:fits", "generic:too-large");
        assertBalanced();
        assertThat(tool("parked", "replay", item.get("id").textValue()).status())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepWhatItDiscardsByteByByte(@TempDir Path folder) throws Exception {
        park(150);
        Path file = folder.resolve("kept.jsonl");
        Map<String, byte[]> before = parkedValues();

        Run refused = tool("parked", "discard", "--all", "--to", file.toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errors()).contains("This would delete 150 parked rows: without a terminal that needs --yes");
        assertThat(file).doesNotExist();
        assertThat(parked()).isEqualTo(150);

        Run discarded = tool("parked", "discard", "--all", "--yes", "--to", file.toString());
        assertThat(discarded.status()).as(discarded.errors()).isZero();
        assertThat(parked()).isZero();
        assertThat(keptValues(file)).hasSize(150).allSatisfy((id, value) -> assertThat(value)
                .isEqualTo(before.get(id)));
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        park(1);
        assertThat(tool("parked", "discard", "--all", "--to", file.toString()).errors())
                .contains("is there already; nothing was deleted");
        assertThat(parked()).isEqualTo(1);
    }

    @Test
    void shouldLoseNothingWhereAReplayIsKilled() throws Exception {
        bridge.freeze();
        park(4000);
        slowDown();
        kill(process("parked", "replay", "--all", "--yes"), 4000);

        long waiting = postgres().count("select count(*) from buffered_event");
        assertThat(parked() + waiting).isEqualTo(4000);
        assertThat(postgres().count("select events from refused_action order by id desc limit 1"))
                .isEqualTo(waiting);
        bridge.thaw();
        servers.awaitDrained();
    }

    @Test
    void shouldLoseNothingWhereADiscardIsKilled(@TempDir Path folder) throws Exception {
        park(2000);
        slowDown();
        Path file = folder.resolve("kept.jsonl");
        Map<String, byte[]> before = parkedValues();
        kill(process("parked", "discard", "--all", "--yes", "--to", file.toString()), 2000);

        Map<String, byte[]> kept = keptValues(file);
        Set<String> somewhere = new TreeSet<>(parkedValues().keySet());
        somewhere.addAll(kept.keySet());
        assertThat(somewhere).isEqualTo(before.keySet());
        assertThat(kept).allSatisfy((id, value) -> assertThat(value).isEqualTo(before.get(id)));
    }

    @Test
    void shouldResubmitDeadLettersOnceTheirProfileIsMended(@TempDir Path folder) throws Exception {
        String kind = "{\"id\":\"%s\",\"kind\":\"delivered\",\"recipient\":\"reader@example.com\"}";
        post("[" + kind.formatted("letter-1") + "," + event("letter-none", "") + "," + kind.formatted("letter-2")
                + "]");
        assertThat(bridge.post("shop", event("letter-3", "").replace("}", "")).statusCode())
                .isEqualTo(400);
        await().atMost(LIMIT).until(() -> total("no_event_name") == 2 && total("not_json") == 1);
        JsonNode items = listed("--reason", "no_event_name").get("items");
        assertThat(items.toString()).contains("r***@example.com", "\"shop\"").doesNotContain("reader@");

        Run unchanged = tool("rejected", "resubmit", "--all");
        assertThat(unchanged.status()).isEqualTo(1);
        assertThat(unchanged.output())
                .contains("0 of 3 dead letters became 0 events", "1 stay refused: not_json: The body is");
        assertThat(listed("--reason", "not_json").at("/items/0/tries").intValue())
                .isEqualTo(2);

        home.change("providers/generic.yaml", "type, event]", "type, event, kind]");
        Run dry = tool("rejected", "resubmit", "--reason", "no_event_name", "--dry-run");
        assertThat(dry.output()).contains("2 of 2 dead letters would become 2 events");
        assertThat(total("no_event_name")).isEqualTo(2);
        Run done = tool("rejected", "resubmit", "--reason", "no_event_name");
        assertThat(done.status()).as(done.output() + done.errors()).isZero();
        assertThat(done.errors()).startsWith("audit: resubmit, 2 events and 0 dead letters, by ");
        assertThat(tool("rejected", "resubmit", "--reason", "no_event_name").output())
                .contains("0  dead letters selected");
        assertThat(listed("--resubmitted", "--reason", "no_event_name")
                        .at("/items/1/resubmitted_at")
                        .isTextual())
                .isTrue();

        String broken = listed("--reason", "not_json").at("/items/0/id").textValue();
        Path file = folder.resolve("body.json");
        Files.writeString(file, tool("rejected", "show", broken, "--raw").output() + "}");
        assertThat(tool("rejected", "resubmit", broken, "--body", file.toString())
                        .status())
                .isZero();
        assertThat(tool("rejected", "resubmit", broken).output()).contains("were resubmitted before (--again)");

        assertThat(servers.idsOn(TOPIC).stream().filter(id -> id.contains("letter-")))
                .containsExactlyInAnyOrder(
                        "generic:letter-none", "generic:letter-1", "generic:letter-2", "generic:letter-3");
        assertBalanced();
    }

    @Test
    void shouldLoseNothingWhereAResubmissionIsKilled() throws Exception {
        String letters = IntStream.range(0, 250)
                .mapToObj("{\"id\":\"killed-%d\",\"name\":\"delivered\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        post(letters);
        await().atMost(LIMIT).until(() -> total("no_event_name") == 250);
        home.change("providers/generic.yaml", "provider_event: [", "provider_event: [name, ");
        postgres().execute(SLOW);
        postgres()
                .execute(
                        "create trigger slow before update on refused_action for each statement execute function slow()");

        long before = marked();
        Process process = process("rejected", "resubmit", "--all", "--yes");
        await().atMost(LIMIT).until(() -> marked() > before);
        process.destroyForcibly().waitFor();
        awaitNoTool();
        postgres().execute("drop trigger slow on refused_action");
        assertThat(marked() - before).isBetween(1L, 249L);
        assertThat(tool("rejected", "resubmit", "--all").errors()).contains("would resubmit", "needs --yes");
        Run rest = tool("rejected", "resubmit", "--all", "--yes");

        assertThat(rest.status()).as(rest.output() + rest.errors()).isZero();
        assertThat(marked() - before).isEqualTo(250);
        List<String> ids = servers.idsOn(TOPIC).stream()
                .filter(id -> id.startsWith("generic:killed-"))
                .toList();
        assertThat(ids.stream().distinct()).hasSize(250);
        // at most what was sent and not marked yet
        assertThat(ids).hasSizeLessThanOrEqualTo(350);
        assertBalanced();
    }

    @Test
    void shouldKeepALetterWhoseEventKafkaRefuses() throws Exception {
        post("{\"id\":\"large\",\"sort\":\"delivered\",\"padding\":\"" + PADDING + "\"}");
        await().atMost(LIMIT).until(() -> total("no_event_name") == 1);
        home.change("providers/generic.yaml", "provider_event: [", "provider_event: [sort, ");

        configureTopic("max.message.bytes", "10000");
        Run tooLarge = tool("rejected", "resubmit", "--all");
        assertThat(tooLarge.status()).as(tooLarge.output() + tooLarge.errors()).isEqualTo(1);
        assertThat(tooLarge.output()).contains("1 stay refused: record_too_large");
        assertThat(listed("--reason", "record_too_large").at("/items/0/tries").intValue())
                .isEqualTo(2);

        configureTopic("max.message.bytes", "1000000");
        assertThat(tool("rejected", "resubmit", "--all").status()).isZero();
        assertThat(servers.idsOn(TOPIC)).containsOnlyOnce("generic:large");
        assertBalanced();
    }

    @Test
    void shouldNotResubmitWithoutADatabase() {
        String url = servers.postgres().jdbcUrl();
        home.change("application.properties", url, "jdbc:postgresql://127.0.0.1:1/none");
        try {
            Run refused = tool("rejected", "resubmit", "--all");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.errors()).contains("The buffer's database cannot be used");
            Run list = tool("rejected", "list");
            assertThat(list.status()).isZero();
            assertThat(list.errors()).contains("which ones were resubmitted is not known");
        } finally {
            home.change("application.properties", "jdbc:postgresql://127.0.0.1:1/none", url);
        }
    }

    private static JsonNode listed(String... options) throws IOException {
        Run list = tool(Stream.concat(Stream.of("rejected", "list", "--json"), Stream.of(options))
                .toArray(String[]::new));
        assertThat(list.status()).as(list.errors()).isZero();
        return JsonCodec.mapper().readTree(list.output());
    }

    private static long total(String reason) throws IOException {
        return listed("--reason", reason).get("total").longValue();
    }

    private static long marked() {
        return postgres().count("select count(*) from resubmitted_dead_letter where reason is null");
    }

    private static PostgresServer postgres() {
        return servers.postgres();
    }

    private static long parked() {
        return postgres().count("select count(*) from parked_event");
    }

    /** Half of the values are no UTF-8. */
    private static void park(int count) {
        postgres().execute("""
                insert into parked_event (event_id, source, provider, topic, headers, value, attempts, created_at, reason)
                select 'parked-' || n, 'shop', 'generic', '%s', '{"ce_id":"parked-' || n || '"}',
                       case n %% 2 when 0 then uuid_send(gen_random_uuid()) else convert_to('{"n":' || n || '}', 'UTF8') end,
                       5, now(), 'record_invalid'
                from generate_series(1, %d) as n
                """.formatted(TOPIC, count));
    }

    private static void slowDown() {
        postgres().execute(SLOW);
        postgres()
                .execute("create trigger slow after delete on parked_event for each statement execute function slow()");
    }

    /** Once some of the rows are gone, and before all are. */
    private static void kill(Process process, long all) throws InterruptedException {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> parked() < all);
        process.destroyForcibly().waitFor();
        awaitNoTool();
        assertThat(parked()).isBetween(1L, all - 1);
    }

    /** A statement of a killed command ends on the server some time later. */
    private static void awaitNoTool() {
        await().atMost(LIMIT)
                .until(() -> postgres()
                                .count(
                                        "select count(*) from pg_stat_activity where application_name = 'mailbridge-tool'")
                        == 0);
    }

    private static Map<String, byte[]> parkedValues() {
        Map<String, byte[]> values = new TreeMap<>();
        postgres()
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

    private static void configureTopic(String key, String value) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        servers.kafka().withAdmin(admin -> admin.incrementalAlterConfigs(Map.of(topic, List.of(change)))
                .all());
    }

    private static String event(String id, String padding) {
        return """
                {"id":"%s","type":"delivered","recipient":"reader@example.com","padding":"%s"}""".formatted(id, padding);
    }

    private static void post(String body) {
        assertThat(bridge.post("shop", body).statusCode()).isEqualTo(200);
    }

    private static void assertBalanced() {
        Run audit = tool("audit", "--ids", "--process", bridge.managementUri("").toString());
        assertThat(audit.status()).as(audit.output() + audit.errors()).isZero();
    }

    private static Run tool(String... arguments) {
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

    private static Process process(String... arguments) throws IOException {
        ProcessBuilder command = Run.java("-Dmailbridge.home=" + home.path(), "-jar", Run.JAR);
        command.command().addAll(List.of(arguments));
        return command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }
}
