package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No payload, address or token is in the log or the metrics of a process that has had every kind of failure. */
class LogSecrecyIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PERSON = "marked-person@example.com";
    private static final String TOKEN = "marked-token";
    private static final String TEXT = "marked-text";
    private static final String EVENT = "{\"event\":\"open\",\"email\":\"" + PERSON + "\",\"note\":\"" + TEXT + "\"}";

    @Test
    void shouldShowNothingOfPeopleTokensAndPayloads() {
        try (Servers servers = Servers.start();
                BridgeProcess bridge = servers.bridge()
                        .property("bridge.sources.shut.provider", "sendgrid")
                        .property("bridge.sources.shut.auth", "bearer")
                        .property("bridge.sources.shut.token", TOKEN)
                        .property("bridge.sources.query.provider", "sendgrid")
                        .property("bridge.sources.query.auth", "query")
                        .property("bridge.sources.query.token", TOKEN)
                        .property("bridge.sources.path.provider", "sendgrid")
                        .property("bridge.sources.path.auth", "path")
                        .property("bridge.sources.path.token", TOKEN)
                        .property("bridge.replay.max-attempts", "1")
                        .property("bridge.kafka.max-record-size", "2KB")
                        .startReady(LIMIT)) {
            every(bridge);
            // the replay adds counters, too
            await().atMost(LIMIT).until(() -> bridge.metric("bridge_events_parked_total") == 4);
            int series = settledSeries(bridge);
            for (int i = 0; i < 50; i++) {
                bridge.post("demo", "[" + EVENT.replace(PERSON, i + PERSON).replace("open", "kind" + i) + "]");
                bridge.post("nobody" + i, "[" + EVENT + "]");
            }
            // a first unknown kind may add a counter, a fiftieth none
            assertThat(bridge.metrics().series()).hasSizeLessThan(series + 20);
            servers.kafka().kill();
            every(bridge);
            servers.postgres().kill();
            every(bridge);
            servers.postgres().start();
            servers.kafka().start();
            await().atMost(LIMIT).until(() -> servers.postgres().count("select count(*) from parked_event") > 0);

            assertThat(bridge.log())
                    .contains("Kafka takes no records", "are parked")
                    .doesNotContain(PERSON, TOKEN, TEXT);
            assertThat(bridge.metrics().series().toString()).doesNotContain(PERSON, TOKEN, TEXT, "nobody", "kind7");
        }
    }

    /** How many there are when the replay, checks and collections have added theirs. */
    private static int settledSeries(BridgeProcess bridge) {
        AtomicInteger before = new AtomicInteger();
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(2)).until(() -> {
            int now = bridge.metrics().series().size();
            return before.getAndSet(now) == now;
        });
        return before.get();
    }

    /** Every kind of request: good, with a poison record, partly bad, unreadable, with wrong credentials. */
    private static void every(BridgeProcess bridge) {
        String poison = EVENT.replace(TEXT, TEXT.repeat(500));
        for (String body : new String[] {
            "[" + EVENT + "]",
            "[" + poison + "]",
            "[" + EVENT + ",{\"bad\":\"" + PERSON + "\"}]",
            TEXT + PERSON,
            "{\"" + TEXT + "\":1}"
        }) {
            bridge.post("demo", body);
            bridge.post("shut", body, "Authorization", "Bearer " + TOKEN);
            bridge.post("shut", body, "Authorization", "Bearer wrong-" + TOKEN);
            for (String url : new String[] {
                "query?token=",
                "query?other=",
                "query?token=wrong-",
                "query/",
                "path/",
                "path/wrong-",
                "path/x/",
                "path?token="
            }) {
                bridge.post(url + TOKEN, body);
            }
        }
    }
}
