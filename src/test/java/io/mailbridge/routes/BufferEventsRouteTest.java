package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.buffer.BufferUnavailable;
import io.mailbridge.buffer.GroupCommit;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** buffer-events stores what was not acknowledged, all of it or nothing. */
class BufferEventsRouteTest {
    private final List<Map<String, Object>> inserts = new CopyOnWriteArrayList<>();
    private boolean databaseFails;
    private final FakeComponent sql = new FakeComponent(exchange -> {
        if (databaseFails) {
            throw new IllegalStateException("connection refused");
        }
        inserts.add(Map.copyOf(exchange.getMessage().getHeaders().entrySet().stream()
                .filter(header -> header.getValue() instanceof Object[])
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    });

    @Test
    void shouldInsertTheUnacknowledgedUnderTheNamesOfTheSqlFile() throws Exception {
        try (RouteRig rig = start()) {
            List<OutboundRecord> records = Records.records(3);
            records.get(1).acknowledge();

            Exchange exchange = rig.send("buffer-events", records);

            assertThat(exchange.isFailed()).isFalse();
            assertThat(inserts).singleElement().satisfies(columns -> {
                assertThat(columns)
                        .containsOnlyKeys(
                                "eventIds",
                                "sources",
                                "providers",
                                "rejections",
                                "topics",
                                "keys",
                                "headers",
                                "values");
                assertThat((String[]) columns.get("eventIds")).containsExactly("id-0", "id-2");
            });
        }
    }

    @Test
    void shouldNotTouchTheDatabaseWhenAllIsAcknowledged() throws Exception {
        try (RouteRig rig = start()) {
            List<OutboundRecord> records = Records.records(2);
            records.forEach(OutboundRecord::acknowledge);

            assertThat(rig.send("buffer-events", records).isFailed()).isFalse();
            assertThat(inserts).isEmpty();
        }
    }

    @Test
    void shouldHandAFailureBack() throws Exception {
        databaseFails = true;
        try (RouteRig rig = start()) {
            assertThat(rig.send("buffer-events", Records.records(1)).getException())
                    .isInstanceOf(BufferUnavailable.class);
        }
    }

    private RouteRig start() throws Exception {
        RouteRig rig = RouteRig.of("buffer-events").component("sql", sql);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return rig.bind(
                        "groupCommit",
                        new GroupCommit(
                                rig.context,
                                Duration.ofSeconds(1),
                                new Ledger(metrics),
                                Runnable::run,
                                new BufferMonitor(metrics, 0),
                                TransactionOperations.withoutTransaction()))
                .start();
    }
}
