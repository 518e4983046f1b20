package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads in each situation; a line is a situation, its level and its sentences. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-01-06T10:15:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ''                                    | OK       | Taking events and publishing them to Kafka; nothing waits.
            kafka=DOWN                            | DEGRADED | Kafka is down since 10:00:00 UTC: events go to the buffer, nothing is lost.
            kafka=DOWN why=no_answer depth=3 oldest=40 | DEGRADED | Kafka is down since 10:00:00 UTC (no answer): events go to the buffer, nothing is lost. 3 events wait in the buffer, the oldest for 40 s.
            buffer=disk_full.                     | DEGRADED | The buffer takes no rows since 10:05:00 UTC (disk full): Kafka takes the events, but if it fails senders are asked to send again.
            kafka=DOWN buffer=gone                | FAILING  | Neither Kafka nor the buffer takes events since 10:05:00 UTC: senders are answered 503 and asked to send again; nothing that was answered 200 is lost. Kafka is down since 10:00:00 UTC. The buffer takes no rows since 10:05:00 UTC (gone).
            kafka=FORCED forced=maintenance       | DEGRADED | An operator has forced the breaker open at 10:00:00 UTC (maintenance): all events go to the buffer, nothing is lost.
            kafka=FORCED buffer=gone              | FAILING  | Neither Kafka nor the buffer takes events since 10:05:00 UTC: senders are answered 503 and asked to send again; nothing that was answered 200 is lost. An operator has forced the breaker open at 10:00:00 UTC. The buffer takes no rows since 10:05:00 UTC (gone).
            kafka=TRYING                          | DEGRADED | Kafka answers again after the outage that began at 10:00:00 UTC: the next requests try it, the others go to the buffer.
            topic=orders                          | DEGRADED | Topic orders takes no records (missing): its events wait in the buffer.
            replay=paused paused=a_look           | DEGRADED | The replay is paused (a look); nothing waits.
            replay=stopped depth=1 oldest=1000    | DEGRADED | The replay is stopped; 1 event waits in the buffer, the oldest for 16 min.
            depth=12000 oldest=60                 | OK       | Taking events and publishing them to Kafka. 12,000 events wait in the buffer, the oldest for 60 s, and are being sent to Kafka.
            depth=2 oldest=8000                   | DEGRADED | 2 events wait in the buffer, the oldest for 2 h, and are being sent to Kafka.
            usage=0.85                            | DEGRADED | The buffer holds 85 % of bridge.buffer.max-rows; when it is full, what Kafka does not take is answered 503.
            usage=0.8                             | OK       | Taking events and publishing them to Kafka; nothing waits.
            received=1000 rejected=51             | DEGRADED | 51 of 1,000 events of the last 15 minutes are dead letters; the reasons are listed under Rejected.
            received=1000 rejected=49             | OK       | Taking events and publishing them to Kafka; nothing waits.
            received=20 rejected=10               | OK       | Taking events and publishing them to Kafka; nothing waits.
            silent=shop                           | OK       | Taking events and publishing them to Kafka; nothing waits. No event of shop for 3 h.
            parked=1                              | OK       | Taking events and publishing them to Kafka; nothing waits. 1 event is parked: Kafka refused the record, or it was too old.
            taking=false                          | FAILING  | Webhooks are not taken: receive-webhook is stopped, and senders are asked to send again.
            overloaded=true                       | DEGRADED | More requests come than the bridge can take: the others are asked to send again, and what is accepted is answered in time.
            kafka=UP since=2025-12-24T01:00:00Z   | OK       | Taking events and publishing them to Kafka; nothing waits.
            kafka=DOWN since=2025-12-24T01:00:00Z | DEGRADED | Kafka is down since 2025-12-24 01:00 UTC: events go to the buffer, nothing is lost.
            kafka=DOWN since=never                | DEGRADED | Kafka is down since the start: events go to the buffer, nothing is lost.
            """)
    void shouldSay(String situation, Words.Level level, String sentences) {
        Words words = new Words(situation(situation), NOW);

        assertThat(String.join(" ", words.sentences())).isEqualTo(sentences);
        assertThat(words.level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"taking=false kafka=DOWN buffer=gone topic=orders replay=paused parked=2 silent=shop"})
    void shouldSayFourThingsAtMostAndTheWorstFirst(String situation) {
        Words words = new Words(situation(situation), NOW);

        assertThat(words.sentences()).hasSize(4).first().asString().startsWith("Webhooks are not taken");
    }

    private static Situation situation(String text) {
        Map<String, String> given = new TreeMap<>();
        for (String part : text.replace("'", "").split(" +")) {
            String[] pair = part.split("=");
            given.put(pair[0], pair.length < 2 ? "" : pair[1].replace('_', ' '));
        }
        String since = given.getOrDefault("since", "2026-01-06T10:00:00Z");
        return new Situation(
                !given.containsKey("taking"),
                given.containsKey("overloaded"),
                KafkaState.valueOf(given.getOrDefault("kafka", "UP")),
                since.equals("never") ? null : Instant.parse(since),
                given.getOrDefault("why", ""),
                given.getOrDefault("forced", ""),
                given.getOrDefault("buffer", ""),
                Instant.parse("2026-01-06T10:05:00Z"),
                number(given, "depth"),
                number(given, "oldest"),
                number(given, "usage"),
                given.getOrDefault("replay", "running"),
                given.getOrDefault("paused", ""),
                given.containsKey("topic") ? Map.of(given.get("topic"), "missing") : Map.of(),
                number(given, "received"),
                number(given, "rejected"),
                given.containsKey("silent") ? Map.of(given.get("silent"), Duration.ofMinutes(200)) : Map.of(),
                number(given, "parked"));
    }

    private static double number(Map<String, String> given, String name) {
        return Double.parseDouble(given.getOrDefault(name, "0"));
    }
}
