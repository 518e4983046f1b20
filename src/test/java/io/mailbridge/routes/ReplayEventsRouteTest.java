package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** replay-events, replay-lane and replay-batch with their real steps: what is claimed, and what becomes of each row. */
class ReplayEventsRouteTest {
    private ReplayRoutes replay;

    @AfterEach
    void stopRoutes() {
        replay.close();
    }

    @Test
    void shouldSendNothingAndWaitWhenNothingIsClaimed() throws Exception {
        replay = new ReplayRoutes(0);

        Exchange exchange = replay.tick();

        assertThat(replay.schedule()).containsEntry("pollStrategy", "#restWhileEmpty");
        assertThat(replay.statements()).containsOnlyKeys("replay-events.claim.sql");
        assertThat(replay.sent()).isEmpty();
        assertThat(ReplayRoutes.goesOn(exchange)).isFalse();
    }

    @Test
    void shouldDeleteWhatWasAcknowledgedAndGoOnAtOnce() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1, 2, 3);

        Exchange exchange = replay.tick();

        assertThat(replay.ids("replay-events.delete.sql", "acknowledged")).containsExactly(1L, 2L, 3L);
        assertThat(replay.statements()).doesNotContainKeys("replay-events.retry.sql", "replay-events.park.sql");
        assertThat(ReplayRoutes.goesOn(exchange)).isTrue();
        assertThat(replay.replayed()).isEqualTo(3);
    }

    @Test
    void shouldNotSendTheClaimsParametersToKafka() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1);

        replay.tick();

        assertThat(replay.headersAtSend()).isEmpty();
        assertThat(replay.statement("replay-events.claim.sql"))
                .containsEntry("limit", 500)
                .containsEntry("retention", "14d");
    }

    @Test
    void shouldDeleteNothingInAnOutageAndProbeWithOneRowThen() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1, 2);
        replay.kafka = outbound -> outbound.fail(new TimeoutException("broker gone"));

        assertThat(ReplayRoutes.goesOn(replay.tick())).isFalse();
        assertThat(replay.ids("replay-events.delete.sql", "acknowledged")).isEmpty();
        replay.tick();

        assertThat(replay.statement("replay-events.claim.sql")).containsEntry("limit", 1);
        replay.kafka = OutboundRecord::acknowledge;
        replay.tick();
        replay.tick();
        assertThat(replay.statement("replay-events.claim.sql")).containsEntry("limit", 500);
    }

    @Test
    void shouldTryARefusedRecordAgainAndParkItAtTheLastTry() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1, 2);
        replay.rows().get(1).put("attempts", 4);
        replay.kafka = outbound -> outbound.fail(new RecordTooLargeException("2 MB"));

        replay.tick();

        assertThat(replay.ids("replay-events.retry.sql", "againIds")).containsExactly(1L);
        assertThat(replay.ids("replay-events.park.sql", "parkIds")).containsExactly(2L);
        assertThat((String[]) replay.statement("replay-events.park.sql").get("parkReasons"))
                .containsExactly("record_too_large");
        assertThat(replay.ids("replay-events.delete.sql", "acknowledged")).isEmpty();
    }

    @Test
    void shouldKeepToMaxRate() throws Exception {
        replay = new ReplayRoutes(100);
        replay.claim(IntStream.rangeClosed(1, 20).toArray());

        long began = System.nanoTime();
        replay.tick();

        assertThat(replay.statement("replay-events.claim.sql")).containsEntry("limit", 100);
        assertThat((System.nanoTime() - began) / 1_000_000)
                .as("20 rows at 100 a second")
                .isGreaterThanOrEqualTo(190);
    }

    @Test
    void shouldRetryLaterAfterADatabaseFailure() throws Exception {
        replay = new ReplayRoutes(0);
        replay.databaseFails = true;

        Exchange exchange = replay.tick();

        assertThat(exchange.isFailed()).isFalse();
        assertThat(ReplayRoutes.goesOn(exchange)).isFalse();
    }

    @Test
    void shouldRetryLaterAfterAnErrorOfALane() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1);
        replay.kafka = outbound -> {
            throw new StackOverflowError();
        };
        Exchange failed = replay.tick();
        replay.kafka = OutboundRecord::acknowledge;
        Exchange next = replay.tick();

        assertThat(failed.isFailed()).isFalse();
        assertThat(ReplayRoutes.goesOn(failed)).isFalse();
        assertThat(ReplayRoutes.goesOn(next)).isTrue();
    }

    @Test
    void shouldSendBatchAfterBatchWhileItDrains() throws Exception {
        replay = new ReplayRoutes(0);
        replay.claim(1);
        replay.tick();
        replay.findRows(7);
        int before = replay.sent().size();

        Exchange exchange = replay.tick();

        assertThat(replay.sent()).hasSize(before + 7);
        assertThat(replay.retentions()).hasSizeGreaterThan(8).containsOnly("14d");
        assertThat(ReplayRoutes.goesOn(exchange)).isTrue();
        assertThat(ReplayRoutes.goesOn(replay.tick())).as("nothing is left").isFalse();
    }
}
