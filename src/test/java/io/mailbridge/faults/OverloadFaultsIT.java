package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.faults.Rush.Figures;
import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four times the requests that the bridge carries: each is answered in time, as its platform understands it, and what is
 * accepted is kept. The bridge has one processor, so that the senders have another. How fast the accepted are is
 * measured by bench/run --only overload.
 */
@Tag("alone")
class OverloadFaultsIT {
    private static final int TIMES = 4;
    private static final int EVENTS = 100;
    private static final int WAITING = 300;
    /** The senders share the other processor with Kafka and PostgreSQL. */
    private static final int MOST_OFFERED = 3_000;

    private static final int CALM_RATE = 20;
    private static final long CONTAINER_KB = 512L << 10;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("faults.rounds", 0) > 0 ? 60 : 6);
    private static final String TOPIC = "overload";

    private static Servers servers;
    private static BridgeProcess bridge;
    private static long acceptedEvents;

    private final Rush large = new Rush(bridge.webhook("large"), OverloadFaultsIT::largeBody, WAITING);

    @BeforeAll
    static void start() {
        servers = Servers.start();
        servers.kafka().createTopic(TOPIC, 3, Map.of());
        bridge = servers.launcher()
                .openSource("large", "sendgrid")
                .openSource("strict", "brevo")
                .openSource("calm", "sendgrid")
                .property("bridge.kafka.topic", TOPIC)
                .jvmOption("-XX:+UseSerialGC")
                .jvmOption("-XX:MaxDirectMemorySize=64m")
                .jvmOption("-XX:+ExitOnOutOfMemoryError")
                .processors("0")
                .startReady(Servers.START_LIMIT);
        // the first requests of a JVM are its slowest
        accept(new Rush(bridge.webhook("large"), OverloadFaultsIT::largeBody, 8).send(SECOND.multipliedBy(3)), EVENTS);
    }

    @AfterAll
    static void stop() {
        if (bridge != null) {
            bridge.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void shouldAnswerInTimeAndKeepWhatItAcceptsOfFourTimesWhatItCarries() throws IOException {
        overload("Kafka up");
        assertKept();
    }

    @Test
    void shouldDoSoWhileKafkaIsDown() throws IOException {
        servers.kafka().kill();
        await("an open breaker").atMost(Servers.START_LIMIT).until(() -> {
            accept(large.send(CALM_RATE, SECOND), EVENTS);
            return bridge.metric("resilience4j_circuitbreaker_state", "state", "closed") == 0;
        });
        overload("Kafka down");
        servers.kafka().start();
        assertKept();
    }

    private void overload(String when) throws IOException {
        int rate = carried();
        Rush strict = new Rush(bridge.webhook("strict"), OverloadFaultsIT::strictBody, WAITING);
        Rush calm = new Rush(bridge.webhook("calm"), OverloadFaultsIT::calmBody, WAITING);

        CompletableFuture<Figures> ofStrict = strict.begin(rate, LENGTH);
        CompletableFuture<Figures> ofCalm = calm.begin(CALM_RATE, LENGTH);
        Figures ofLarge = large.send(TIMES * rate, LENGTH);
        accept(ofLarge, EVENTS);
        accept(ofStrict.join(), 1);
        accept(ofCalm.join(), 1);
        long ended = System.nanoTime();
        await("only 200")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    Figures after = large.send(Math.max(1, rate / 4), SECOND);
                    accept(after, EVENTS);
                    return after.statuses().keySet().equals(Set.of(200));
                });

        long memory = peakKilobytes();
        System.out.printf(
                "%s: carries %d/s; answers to %d/s: %s, to Brevo %s, to a calm sender %s; slowest %d ms; VmHWM %d MB; only 200 after %d ms%n",
                when,
                rate,
                TIMES * rate,
                ofLarge.statuses(),
                ofStrict.join().statuses(),
                ofCalm.join().statuses(),
                ofLarge.slowest().toMillis(),
                memory >> 10,
                Duration.ofNanos(System.nanoTime() - ended).toMillis());
        assertAnswered(ofLarge, 503);
        assertAnswered(ofStrict.join(), 429);
        assertAnswered(ofCalm.join(), 503);
        assertThat(ofLarge.accepted()).as("accepted: some").isGreaterThan(ofLarge.all() / 50);
        assertThat(ofCalm.join().accepted()).as("of a calm sender's").isPositive();
        assertThat(memory).as("VmHWM in KB").isLessThan(CONTAINER_KB);
    }

    /** Raises the rate until, twice in a row, it is four times what is accepted: a loaded JVM becomes faster. */
    private int carried() {
        int offered = 1_000;
        for (int excessive = 0; excessive < 2; ) {
            Figures figures = large.send(offered, SECOND);
            accept(figures, EVENTS);
            if (TIMES * figures.accepted() <= figures.all() || offered == MOST_OFFERED) {
                excessive++;
            } else {
                excessive = 0;
                offered = Math.min(MOST_OFFERED, offered * 3 / 2);
            }
        }
        return offered / TIMES;
    }

    private static void assertAnswered(Figures figures, int refusal) {
        assertThat(figures.statuses().keySet()).isSubsetOf(200, refusal);
        assertThat(figures.withoutRetryAfter()).as("without Retry-After").isZero();
        assertThat(figures.slowest()).isLessThan(ANSWER_LIMIT);
    }

    private static void accept(Figures figures, int events) {
        acceptedEvents += (long) events * figures.accepted();
    }

    private static void assertKept() {
        servers.awaitDrained();
        Books.awaitBalanced(bridge);
        assertThat(bridge.metric("bridge_events_received_total")).isGreaterThanOrEqualTo(acceptedEvents);
        assertThat(bridge.metric("bridge_events_rejected_total") + bridge.metric("bridge_events_parked_total"))
                .isZero();
        assertThat(servers.reader().count(TOPIC)).isGreaterThanOrEqualTo(acceptedEvents);
    }

    private static long peakKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + bridge.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] largeBody(long number) {
        return Bodies.LARGE.numbered(number);
    }

    private static byte[] calmBody(long number) {
        return Bodies.CALM.numbered(number);
    }

    private static byte[] strictBody(long number) {
        return Bodies.STRICT.numbered(number);
    }

    /** A body in which a mark is replaced by the number of the request. */
    private record Bodies(byte[] text) {
        private static final String MARK = "##########";
        private static final Bodies LARGE = sendGrid("large", EVENTS);
        private static final Bodies CALM = sendGrid("calm", 1);
        private static final Bodies STRICT = new Bodies(("{\"event\":\"delivered\",\"email\":\"reader@example.com\","
                        + "\"ts_event\":1604933619,\"message-id\":\"<" + MARK + "@example.com>\"}")
                .getBytes(StandardCharsets.US_ASCII));

        private static Bodies sendGrid(String name, int events) {
            return new Bodies(SendGridEvents.batch(IntStream.range(0, events)
                            .mapToObj(event -> name + "-" + event + "-" + MARK)
                            .toList())
                    .getBytes(StandardCharsets.US_ASCII));
        }

        byte[] numbered(long number) {
            byte[] digits = "%010d".formatted(number).getBytes(StandardCharsets.US_ASCII);
            byte[] body = text.clone();
            for (int i = 0; i < body.length; i++) {
                if (body[i] == '#') {
                    System.arraycopy(digits, 0, body, i, digits.length);
                    i += digits.length - 1;
                }
            }
            return body;
        }
    }
}
