package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bridge itself is killed or stopped: what it answered 200 is on the topic or in the buffer. */
class RestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    @AutoClose
    private static Servers servers;

    @BeforeAll
    static void startServers() {
        servers = Servers.start();
    }

    @AfterEach
    void reset() {
        servers.reset();
    }

    @Test
    void shouldReplayRowsOfAKilledProcess() {
        BridgeLauncher launcher = servers.bridge().property("bridge.kafka.topic", "restarted");
        try (BridgeProcess first = launcher.startReady(LIMIT)) {
            servers.kafka().kill();
            Load load = LoadPlan.to(first.webhook("demo")).withRequests(300).start();
            await().atMost(LIMIT).until(() -> load.answerCount() > 200);
            first.kill();
            load.await();

            assertThat(servers.buffered())
                    .isGreaterThanOrEqualTo(load.acceptedIds().size());
            try (BridgeProcess second = launcher.startReady(LIMIT)) {
                servers.kafka().start();
                servers.awaitDrained();
                assertThat(second.isRunning()).isTrue();
            }
            assertThat(servers.idsOn("restarted")).containsAll(Servers.eventIds(load.acceptedIds()));
        }
    }

    @Test
    void shouldFinishRequestsAndExit0OnSigterm() {
        try (BridgeProcess bridge =
                servers.bridge().property("bridge.kafka.topic", "stopped").startReady(LIMIT)) {
            Load load =
                    LoadPlan.to(bridge.webhook("demo")).withRequests(100_000).start();
            await().atMost(LIMIT).until(() -> load.answerCount() > 500);

            int exit = bridge.terminate(STOP_LIMIT);
            load.stop();

            assertThat(exit).isZero();
            assertThat(load.acceptedIds()).isNotEmpty();
            servers.reset();
            assertThat(servers.idsOn("stopped")).containsAll(Servers.eventIds(load.acceptedIds()));
        }
    }
}
