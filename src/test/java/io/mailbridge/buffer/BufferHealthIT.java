package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Books;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Servers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kafka is down, and the database answers but takes no rows, or holds very many: health reports the truth. */
class BufferHealthIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String EVENT = "[{\"event\":\"open\",\"sg_event_id\":\"%s\"}]";
    private static final int BACKLOG = 300_000;

    @AutoClose
    private static Servers servers;

    private BridgeProcess bridge;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        sql("alter system reset default_transaction_read_only");
        sql("select pg_reload_conf()");
        servers.reset();
    }

    @Test
    void shouldBeReadyOnlyWhileRowsCanBeCommitted() {
        bridge = servers.bridge().property("bridge.kafka.topic", "committed").startReady(LIMIT);
        servers.kafka().kill();
        assertThat(post("before")).isEqualTo(200);

        sql("alter system set default_transaction_read_only = on");
        sql("select pg_reload_conf()");
        await().atMost(LIMIT).until(() -> post("read-only") == 503);
        awaitNotReady("read-only");
        sql("alter system reset default_transaction_read_only");
        sql("select pg_reload_conf()");
        awaitReadyWithoutTraffic();

        sql("""
                create function full_disk() returns trigger language plpgsql as
                $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$""");
        sql("create trigger full_disk before insert on buffered_event execute function full_disk()");
        await().atMost(LIMIT).until(() -> post("full") == 503);
        awaitNotReady("no space left on device");
        await("as long as the disk is full")
                .during(Duration.ofSeconds(3))
                .atMost(LIMIT)
                .until(() -> !bridge.isReady());
        sql("drop trigger full_disk on buffered_event; drop function full_disk");
        awaitReadyWithoutTraffic();

        assertThat(bridge.management("/observe/health/live").body()).contains("\"progress\",\"status\":\"UP\"");
        assertThat(post("after")).isEqualTo(200);
        assertThat(bridge.log().lines().filter(line -> line.contains("The buffer is not available")))
                .hasSizeLessThan(4);
        servers.kafka().start();
        servers.awaitDrained();
        assertThat(servers.idsOn("committed"))
                .contains("sendgrid:before", "sendgrid:after")
                .noneMatch(id -> id.contains("try"));
        Books.awaitBalanced(bridge);
    }

    @Test
    void shouldCountALargeBacklogWithoutReadingTheTableAndStayReady() {
        bridge = servers.bridge().property("bridge.kafka.topic", "large").startReady(LIMIT);
        servers.kafka().kill();
        assertThat(post("first")).isEqualTo(200);
        // cold, never analyzed, no page all-visible, as right after the beginning of an outage
        sql("insert into buffered_event (event_id, source, provider, topic, headers, value)"
                + " select 'e' || i, 'demo', 'sendgrid', 'large', '{}', convert_to(repeat(md5(i::text), 25), 'UTF8')"
                + " from generate_series(1, " + BACKLOG + ") i");
        long read = readWithoutAnIndex();
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_depth") == BACKLOG + 1);
        await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(bridge::isReady);

        assertThat(readWithoutAnIndex()).isEqualTo(read);
        sql("delete from buffered_event where id % 3 = 0");
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_depth") == BACKLOG - BACKLOG / 3 + 1);
        assertThat(bridge.metric("bridge_buffer_bytes", "table", "buffered_event"))
                .isGreaterThan(100e6);
        sql("truncate buffered_event restart identity");
        assertThat(post("again")).isEqualTo(200);
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_depth") == 1);
    }

    @Test
    void shouldRefuseRowsPastTheLimitAndTakeThemWhenTheReplayHasMadeRoom() {
        bridge = servers.bridge()
                .property("bridge.kafka.topic", "limited")
                .property("bridge.buffer.max-rows", "20")
                .startReady(LIMIT);
        servers.kafka().kill();
        for (int i = 0; i < 20; i++) {
            assertThat(post("fits-" + i)).isEqualTo(200);
        }
        assertThat(post("past")).isEqualTo(503);
        assertThat(bridge.metric("bridge_buffer_usage_ratio")).isEqualTo(1);
        assertThat(bridge.metric("bridge_buffer_available")).isZero();
        await().atMost(LIMIT).until(() -> !bridge.isReady());
        assertThat(health()).contains("bridge.buffer.max-rows is reached");
        assertThat(bridge.log()).contains("The buffer is full: 20 of bridge.buffer.max-rows=20");
        assertThat(servers.buffered()).isEqualTo(20);

        servers.kafka().start();
        servers.awaitDrained();
        await().atMost(LIMIT).until(() -> post("past") == 200);
        await().atMost(LIMIT).until(bridge::isReady);
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_buffer_usage_ratio") == 0);
        Books.awaitBalanced(bridge);
    }

    private static long readWithoutAnIndex() {
        return servers.postgres()
                .count("select seq_tup_read from pg_stat_user_tables where relname = 'buffered_event'");
    }

    private void awaitNotReady(String cause) {
        await().atMost(LIMIT).until(() -> !bridge.isReady());
        assertThat(bridge.metric("bridge_buffer_available")).isZero();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(health().replaceAll("(?s).*\"buffer.failure\":\"|\".*", ""))
                        .contains(cause));
        await().atMost(LIMIT).until(() -> bridge.log().contains("The buffer is not available: "));
    }

    private void awaitReadyWithoutTraffic() {
        await().atMost(LIMIT).until(bridge::isReady);
        assertThat(bridge.metric("bridge_buffer_available")).isEqualTo(1);
    }

    private String health() {
        return bridge.management("/observe/health/ready?data=true").body();
    }

    private static void sql(String statement) {
        servers.postgres().execute(statement);
    }

    private int post(String id) {
        return bridge.post("demo", EVENT.formatted(id)).statusCode();
    }
}
