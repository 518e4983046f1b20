package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Sender;
import io.mailbridge.support.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** A platform that goes on posting beside an attack, and what it is answered. */
final class PacedLoad implements AutoCloseable {
    private static final int REQUESTS_PER_SECOND = 50;
    /** What the strictest platforms wait. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final Load load;

    private PacedLoad(Load load) {
        this.load = load;
    }

    static PacedLoad to(URI webhook) {
        return to(webhook, null);
    }

    static PacedLoad to(URI webhook, SSLContext tls) {
        return new PacedLoad(LoadPlan.to(webhook)
                .as(Sender.platform(SendGridEvents::batch, tls))
                .withWorkers(16)
                .withRequests(Integer.MAX_VALUE)
                .withRequestsPerSecond(REQUESTS_PER_SECOND)
                .withLimit(Duration.ofMinutes(10))
                .start());
    }

    /** Since its start, every request was answered 200 in time, and further ones are. */
    void assertServed() {
        assertServed("further answers");
    }

    /** @param after what was tried meanwhile */
    void assertServed(String after) {
        int before = load.answerCount();
        await(after).atMost(ANSWER_LIMIT).until(() -> load.answerCount() > before + REQUESTS_PER_SECOND / 2);
        assertThat(load.statuses()).containsOnlyKeys(200);
        assertThat(load.maxLatency()).isLessThan(ANSWER_LIMIT);
    }

    /** Ends it; every event is on the topic, once. */
    void assertDelivered(Servers servers, String topic) {
        load.stop();
        servers.awaitDrained();
        Set<String> sent = Servers.eventIds(load.acceptedIds());
        List<String> stored =
                servers.idsOn(topic).stream().filter(sent::contains).toList();
        assertThat(stored).hasSameSizeAs(sent).doesNotHaveDuplicates();
    }

    @Override
    public String toString() {
        return "%,d answers, the slowest after %,d ms"
                .formatted(load.answerCount(), load.maxLatency().toMillis());
    }

    @Override
    public void close() {
        load.close();
    }
}
