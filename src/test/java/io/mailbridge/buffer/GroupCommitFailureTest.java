package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a failure of one insert, or a full buffer, costs the other requests. */
class GroupCommitFailureTest {
    private final GroupCommitRig rig = new GroupCommitRig(Duration.ofMillis(700));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRefuseOthersAtOnceAfterAFailureUntilOneTrySucceeds() {
        rig.failWith(new SQLException("gone", "08006"));
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);

        long began = System.nanoTime();
        assertThatThrownBy(() -> rig.store("refused")).hasMessageContaining("a moment ago");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));

        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store("back"));
        assertThat(rig.insertedIds()).doesNotContain("refused");
    }

    @Test
    void shouldNotFailTheOthersForOneRequestsData() throws InterruptedException {
        CountDownLatch held = rig.hold();
        CompletableFuture<Void> first = rig.request("first");
        rig.awaitFirstInsert();
        CompletableFuture<Void> bad = rig.request("bad-data");
        CompletableFuture<Void> good = rig.request("good");
        rig.awaitWaiting(3);
        held.countDown();

        first.join();
        good.join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(BufferUnavailable.class);
        assertThat(rig.inserts()).contains(List.of("good"));
    }

    @Test
    void shouldFailTheGroupAndGoOnAfterAnError() {
        rig.failWith(new StackOverflowError());
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);
        assertThat(rig.monitor().isAvailable()).isFalse();
        assertThat(rig.monitor().failure()).contains("StackOverflowError");

        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store("back"));
        assertThat(rig.group().isStuck()).isFalse();
        assertThat(rig.monitor().isAvailable()).isTrue();
    }

    @Test
    void shouldRefuseRowsPastTheLimit() {
        rig.store(asManyAsFit());

        assertThatThrownBy(() -> rig.store("past"))
                .isInstanceOf(BufferUnavailable.class)
                .hasMessageContaining("full");
        assertThat(rig.monitor().isAvailable()).isFalse();
        assertThat(rig.insertedIds()).doesNotContain("past");
    }

    @Test
    void shouldFreeItsPlaceWhenARowIsNotStored() {
        rig.failWith(new SQLException("no space left on device", "53100"));
        assertThatThrownBy(() -> rig.store("failed")).isInstanceOf(BufferUnavailable.class);
        assertThat(rig.monitor().failure()).isEqualTo("no space left on device");
        rig.failNoMore();
        await().atMost(Duration.ofSeconds(2)).ignoreExceptions().untilAsserted(() -> rig.store(asManyAsFit()));
    }

    private static String[] asManyAsFit() {
        return IntStream.range(0, GroupCommitRig.MAX_ROWS)
                .mapToObj(i -> "row-" + i)
                .toArray(String[]::new);
    }
}
