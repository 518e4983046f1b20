package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.HttpTarget;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicReader;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All recipes of docs/examples in one bridge: each does what it says, and no request waits for another system. */
class RecipesIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration IN_TIME = Duration.ofSeconds(3);

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static KafkaBroker second;

    @AutoClose
    private static HttpTarget target;

    @AutoClose
    private static HomeCopy home;

    private static BridgeLauncher launcher;

    @AutoClose
    private static BridgeProcess bridge;

    /** The second cluster is down and the table of campaigns is missing. */
    @BeforeAll
    static void start() throws IOException {
        servers = Servers.start();
        servers.kafka().createTopic("email-events", 1, Map.of());
        second = KafkaBroker.create();
        target = HttpTarget.start();
        home = HomeWithRecipes.create();
        launcher = servers.launcher()
                .home(home.path())
                .openSource("shop", "sendgrid")
                .openSource("news", "sendgrid")
                .property("keep-clicks.sources", "shop")
                .property("copy-complaints.url", target.url())
                .property("copy-complaints.pause", "100")
                .property("second-cluster.brokers", second.bootstrap())
                .property("second-cluster.pause", "100")
                .property("campaigns.period", "300")
                .property("camel.beans.campaigns", "#class:com.zaxxer.hikari.HikariDataSource")
                .property("camel.beans.campaigns.jdbc-url", servers.postgres().jdbcUrl())
                .property("camel.beans.campaigns.username", servers.postgres().username())
                .property("camel.beans.campaigns.password", servers.postgres().password())
                .property("camel.beans.campaigns.maximum-pool-size", "1");
        bridge = launcher.startReady(Servers.START_LIMIT);
    }

    @Test
    void shouldDropSampleLabelMaskAndRoute() {
        String opens = Stream.iterate(0, i -> i + 1)
                .limit(100)
                .map(i -> event("open", "o-" + i, "\"sg_machine_open\":" + (i >= 50)))
                .collect(Collectors.joining(","));
        int kept = (int) Stream.iterate(0, i -> i + 1)
                .limit(50)
                .filter(i -> Requests.event("sendgrid:o-" + i, null).isInSample(10))
                .count();
        assertThat(kept).isBetween(1, 15);
        String events = "[" + opens + "," + event("click", "c-1", "\"url\":\"https://shop\"") + ","
                + event("delivered", "d-1", "\"tenant\":\"acme\"") + "]";

        for (int i = 0; i < 2; i++) {
            assertThat(post("shop", events))
                    .isEqualTo("{\"accepted\":%d,\"rejected\":0,\"dropped\":%d}".formatted(kept + 2, 100 - kept));
        }
        assertThat(post("news", "[" + event("click", "c-2", "\"url\":\"https://shop\"") + "]"))
                .contains("\"accepted\":0", "\"dropped\":1");

        JsonNode click = record("email-events", "c-1").json();
        assertThat(click.at("/metadata/team").asText()).isEqualTo("shop");
        assertThat(click.at("/engagement/url").asText()).isEqualTo("https://shop");
        assertThat(click.at("/engagement/ip").isNull()).isTrue();
        assertThat(click.at("/engagement/user_agent").isNull()).isTrue();
        assertThat(record("email-events", "c-1").headers()).containsEntry("region", "eu-west");
        assertThat(record("email-events.acme", "d-1").headers()).containsEntry("ce_type", "email.delivered");
        Books.awaitBalanced(bridge);
    }

    @Test
    void shouldLookCampaignsUpAndNeverWaitForTheirTable() throws SQLException {
        assertThat(campaignOf("before")).isEmpty();
        await().atMost(LIMIT).until(() -> bridge.log().contains("The campaigns could not be read"));

        servers.postgres().execute("create table campaign (id text primary key, name text)");
        servers.postgres().execute("insert into campaign values ('7', 'Autumn (new), ''26')");
        await().atMost(LIMIT).until(() -> campaignOf("a-" + System.nanoTime()).equals("Autumn (new), '26"));

        try (Connection holding = DriverManager.getConnection(
                        servers.postgres().jdbcUrl(),
                        servers.postgres().username(),
                        servers.postgres().password());
                Statement lock = holding.createStatement()) {
            holding.setAutoCommit(false);
            lock.execute("lock table campaign in access exclusive mode");
            await().atMost(LIMIT)
                    .until(() -> servers.postgres().count("select count(*) from pg_locks where not granted") > 0);
            assertThat(campaignOf("slow")).isEqualTo("Autumn (new), '26");
        }
        servers.postgres().execute("drop table campaign");
        assertThat(campaignOf("gone")).isEqualTo("Autumn (new), '26");
    }

    @Test
    void shouldPostComplaintsLaterWhileTheOtherSystemHangsAndFails() {
        target.answerWith(0);
        complain("k-1");
        await().atMost(LIMIT).until(() -> target.asked() > 0);
        complain("k-2");

        int asked = target.asked();
        target.answerWith(503);
        // more often than the recipe tries a record before it reads it again
        await().atMost(LIMIT).until(() -> target.asked() > asked + 7);
        complain("k-3");
        assertThat(complaints()).doesNotContain("sendgrid:k-1", "sendgrid:k-2", "sendgrid:k-3");
        target.answerWith(200);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(complaints())
                .containsSubsequence("sendgrid:k-1", "sendgrid:k-2", "sendgrid:k-3"));

        target.answerWith(0);
        int before = target.asked();
        complain("k-4");
        await().atMost(LIMIT).until(() -> target.asked() > before);
        assertThat(bridge.log()).doesNotContain("of-k-1@example.com");
        assertThat(bridge.terminate(Duration.ofSeconds(20))).isZero();
        bridge.close();
        target.answerWith(200);
        bridge = launcher.startReady(Servers.START_LIMIT);
        await().atMost(LIMIT).until(() -> complaints().contains("sendgrid:k-4"));
    }

    /** Ids of the complaints of this test that arrived, each once. */
    private static List<String> complaints() {
        return target.taken().stream()
                .map(body -> body.replaceAll(".*\"id\":\"([^\"]+)\",\"type\":\"complained\".*", "$1"))
                .filter(id -> id.startsWith("sendgrid:k-"))
                .distinct()
                .toList();
    }

    @Test
    void shouldStayReadyAndCopyLaterWhileKafkaIsDown() {
        servers.kafka().kill();
        assertThat(post("shop", "[" + event("spamreport", "k-q", "\"n\":1") + "]"))
                .contains("\"accepted\":1");
        assertThat(servers.buffered()).isEqualTo(1);
        await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(bridge::isReady);
        servers.kafka().start();

        await().atMost(LIMIT).until(() -> complaints().contains("sendgrid:k-q"));
    }

    private static void complain(String id) {
        assertThat(post("shop", "[" + event("spamreport", id, "\"n\":1") + "]")).contains("\"accepted\":1");
        assertThat(record("email-events", id).key()).isEqualTo("of-" + id + "@example.com");
    }

    @Test
    void shouldCopyToTheSecondClusterWhenItIsThere() {
        String bounce = event("bounce", "b-1", "\"type\":\"bounce\",\"reason\":\"550 no\"");
        assertThat(post("shop", "[" + bounce + "," + event("delivered", "d-2", "\"n\":1") + "]"))
                .contains("\"accepted\":2");
        assertThat(record("email-events", "b-1").json().at("/type").asText()).isEqualTo("bounced");
        second.start();

        TopicReader copies = new TopicReader(second);
        TopicRecord copy = copies.awaitRecord("email-events", "sendgrid:b-1", LIMIT);
        TopicRecord first = record("email-events", "b-1");
        assertThat(copy.key()).isEqualTo(first.key());
        assertThat(copy.value()).isEqualTo(first.value());
        assertThat(copy.headers()).isEqualTo(first.headers());
        assertThat(copies.read("email-events"))
                .extracting(one -> one.headers().get("ce_type"))
                .containsOnlyOnce("email.bounced")
                .isSubsetOf("email.bounced", "email.complained");
    }

    private static String campaignOf(String id) {
        String campaign = "\"marketing_campaign_id\":\"7\"";
        assertThat(post("shop", "[" + event("delivered", id, campaign) + "]")).contains("\"accepted\":1");
        JsonNode name = record("email-events", id).json().at("/campaign/name");
        return name.isNull() ? "" : name.asText();
    }

    private static String event(String type, String id, String more) {
        return """
                {"email":"of-%2$s@example.com","timestamp":1767690200,"event":"%1$s","sg_event_id":"%2$s",\
                "ip":"198.51.100.24","useragent":"Mozilla/5.0",%3$s}""".formatted(type, id, more);
    }

    /** Answered 200, and in time. */
    private static String post(String source, String events) {
        long began = System.nanoTime();
        HttpResponse<String> answer = bridge.post(source, events);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
        return answer.body();
    }

    private static TopicRecord record(String topic, String id) {
        return servers.reader().awaitRecord(topic, "sendgrid:" + id, LIMIT);
    }
}
