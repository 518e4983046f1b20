package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.TopicReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read events from the topics of a real broker. */
class TopicToolsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** -Dreport.events=1000000 is what the goal of the report is about; it prints what it took. */
    private static final int EVENTS = Integer.getInteger("report.events", 5_000);

    private static KafkaBroker kafka;
    private static TopicEvents events;

    @BeforeAll
    static void start() {
        kafka = KafkaBroker.create(Map.of()).start();
        events = new TopicEvents(kafka.bootstrap());
    }

    @AfterAll
    static void stop() {
        events.close();
        kafka.close();
    }

    @Test
    void shouldFollowEventsThroughARestartOfTheBrokerAndEndWithoutAWord() throws Exception {
        kafka.createTopic("tail-shop", 3, Map.of());
        events.send("tail-shop", 0, 10);
        Process tail =
                command("tail", "tail-{source}", "--type", "bounced,opened").start();
        BufferedReader notices = reader(tail.getErrorStream());
        assertThat(notices.readLine()).isEqualTo("Waiting for events on tail-shop");
        BufferedReader lines = reader(tail.getInputStream());

        events.send("tail-shop", 100, 101);
        assertThat(lines.readLine())
                .matches(
                        "\\d{4}-.*Z  bounced        p\\*\\*\\*@example.com +shop +Spring +invalid_address \\(hard\\)  550 p\\*.*");

        kafka.kill();
        kafka.start();
        events.send("tail-shop", 102, 104);
        assertThat(lines.readLine()).contains("opened");

        // as Ctrl-C does; the streams stay open
        tail.toHandle().destroy();
        assertThat(tail.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lines.readLine()).isNull();
        assertThat(notices.lines()).allMatch(line -> line.matches("No broker answers; .*|A broker answers again"));
    }

    @Test
    void shouldEndWithTheProgramThatReadsItsOutput() throws Exception {
        kafka.createTopic("head", 1, Map.of());
        events.send("head", 0, 100);
        Process tail = command("tail", "head", "--since", "1h", "--json").start();
        BufferedReader lines = reader(tail.getInputStream());
        JsonNode first = JsonCodec.mapper().readTree(lines.readLine());
        assertThat(first.at("/recipient").textValue()).isEqualTo("p***@example.com");
        assertThat(first.at("/id").textValue()).isEqualTo("sendgrid:0");

        lines.close();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            events.send("head", 100, 200);
            return !tail.isAlive();
        });
        assertThat(tail.exitValue()).isZero();
        assertThat(reader(tail.getErrorStream()).lines()).containsExactly("Waiting for events on head");
    }

    @Test
    void shouldReportWhatHappenedInLittleMemory() throws Exception {
        kafka.createTopic("report", 3, Map.of());
        kafka.createTopic("report.rejected", 1, Map.of());
        events.send("report", 0, EVENTS);
        events.send("report", 0, 50);
        events.reject("report.rejected", "not_json");

        long began = System.nanoTime();
        Run run = Run.of(command("report", "report", "--since", "1h", "--by", "campaign", "--json"));
        System.out.printf("%,d events reported in %.1f s%n", EVENTS, (System.nanoTime() - began) / 1e9);

        assertThat(run.status()).as(run.errors()).isZero();
        JsonNode report = JsonCodec.mapper().readTree(run.output());
        assertThat(report.at("/events").intValue()).isEqualTo(EVENTS);
        assertThat(report.at("/repeated").intValue()).isEqualTo(50);
        assertThat(report.at("/messages/bounced").intValue()).isEqualTo(EVENTS / 50);
        assertThat(report.at("/messages/opened").intValue()).isEqualTo(EVENTS / 2);
        assertThat(report.at("/rejected/0/reason").textValue()).isEqualTo("not_json");
        assertThat(report.at("/delay_ms/p50").longValue()).isBetween(2_000L, 60_000L);
        assertThat(report.at("/groups")).hasSize(2);

        Run none = Run.of(command("report", "report", "--until", "1h"));
        assertThat(none.output()).contains("0 events on no topic");
    }

    @Test
    void shouldSendATimeToAnotherTopicOnceAndSayWhoDidIt(@TempDir Path folder) throws Exception {
        kafka.createTopic("wrong", 3, Map.of());
        kafka.createTopic("again", 2, Map.of());
        events.send("wrong", 0, 300);
        String state = folder.resolve("state.json").toString();

        Run unasked = republish("--type", "opened");
        assertThat(unasked.status()).isEqualTo(2);
        assertThat(unasked.errors())
                .contains("This would send 150 records to again: without a terminal that needs --yes");

        Run run = republish("--type", "opened", "--state", state, "--yes");
        assertThat(run.output()).as(run.errors()).isEqualToIgnoringNewLines("sent 150 records to again");
        assertThat(run.errors())
                .containsPattern("audit: .*@.* republish since=1h until=- to=again filter=type=opened .* sent=150");
        assertThat(republish("--type", "opened", "--state", state, "--dry-run").output())
                .isEqualToIgnoringNewLines("would send 0 records to again");

        assertThat(new TopicReader(kafka).read("again"))
                .hasSize(150)
                .allSatisfy(record -> assertThat(record.key())
                        .isEqualTo(record.json().at("/recipient").textValue()))
                .allSatisfy(record -> assertThat(record.headers())
                        .containsEntry("ce_type", "email.opened")
                        .containsKey("republished_at")
                        .hasEntrySatisfying(
                                "republished_from", from -> assertThat(from).matches("wrong-[0-2]@\\d+")));
    }

    private static Run republish(String... options) throws Exception {
        ProcessBuilder command = command("republish", "wrong", "--since", "1h", "--to", "again");
        command.command().addAll(List.of(options));
        return Run.of(command);
    }

    @Test
    void shouldSayWhichBrokerDoesNotAnswer() throws Exception {
        Run run = Run.of(Run.java("-Dbridge.kafka.brokers=127.0.0.1:1", "-jar", Run.JAR, "tail"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualToIgnoringNewLines("mailbridge: no broker of 127.0.0.1:1 answers");
    }

    private static ProcessBuilder command(String name, String topic, String... options) {
        ProcessBuilder command = Run.java(
                "-Xmx200m",
                "-Dbridge.kafka.brokers=" + kafka.bootstrap(),
                "-Dbridge.kafka.topic=" + topic,
                "-Dbridge.kafka.rejected-topic=" + topic + ".rejected",
                "-jar",
                Run.JAR,
                name);
        command.command().addAll(List.of(options));
        return command;
    }

    private static BufferedReader reader(InputStream in) throws IOException {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
