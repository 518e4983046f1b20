package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Faults of the bridge itself, one after the other in a fleet of two, in an order that {@code -Dseed=} replays: the other
 * one answers 200, and the auditor finds every event.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class BridgeFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Rows that a lane of the replay claims; many batches, so that replicas share a drain. */
    private static final int BATCH = 100;

    private static final Duration SLOW = Duration.ofMillis(400);
    /** Set by -Pfaults. */
    private static final String LONG_FORM = "faults.rounds";

    private static final int BACKLOG = 12_000;
    private static final int OUT_OF_MEMORY = 3;

    @AutoClose
    private static FaultRig rig;

    private static final Random CHANCE = new Random(SeededOrder.SEED);

    private final int victim = CHANCE.nextInt(2);
    private final Replicas bridges = rig.bridges();

    @BeforeAll
    static void start() {
        if (Integer.getInteger(LONG_FORM, 0) == 0) {
            // Failsafe prints no reason for what is not run
            System.out.println(
                    "Of BridgeFaultsIT the drains and the lack of descriptors and of memory are not run: they are of"
                            + " the long form, mvn verify -Pfaults");
        }
        rig = new FaultRig(2, launcher -> launcher.property("bridge.replay.batch-size", Integer.toString(BATCH)));
    }

    @AfterEach
    void heal() {
        proxies(TcpProxy::heal);
        bridges.get(victim).thaw();
        bridges.startAll();
    }

    @Test
    void shouldLoseNothingWhenABridgeIsKilled() {
        rig.run("killed", 2, Set.of(victim), bridges.get(victim)::kill, bridges::startAll);
    }

    @Test
    void shouldReplayRowsOfABridgeThatIsKilledWhileKafkaIsDown() {
        Audit audit =
                rig.run("killed while Kafka is down", 1, Set.of(victim), () -> proxies(TcpProxy::halfOpen), () -> {
                    bridges.get(victim).kill();
                    rig.load(1);
                    assertThat(rig.rows()).isPositive();
                    proxies(TcpProxy::heal);
                    bridges.startAll();
                });
        assertThat(audit.buffered()).isPositive();
    }

    @Test
    void shouldExit0AndLoseNothingInARollingDeployment() {
        rig.run("rolling deployment", 0, Set.of(0, 1), () -> {}, () -> {
            for (int number = 0; number < 2; number++) {
                bridges.stop(number);
                bridges.startAll();
                rig.load(1);
            }
        });
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldSendRowsOfABridgeThatIsFrozenInADrainOnceMore() {
        Audit audit = rig.run("frozen in a drain", 1, Set.of(victim), () -> proxies(TcpProxy::halfOpen), () -> {
            rig.sendBacklog(BACKLOG / 4);
            drainSlowly();
            awaitReplayedBy(bridges.get(victim));
            bridges.get(victim).freeze();
            await("rows held by the frozen one").atMost(LIMIT).until(() -> heldForSeconds(3) > 0);
            await("the end of its transactions").atMost(LIMIT).until(() -> heldForSeconds(3) == 0);
            bridges.get(victim).thaw();
            proxies(TcpProxy::heal);
        });
        assertThat(audit.replayed()).as("rows that were sent once more").isLessThan(3 * BATCH + 1_000);
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldSendEveryRowWhileReplicasJoinAndLeaveInADrain() {
        rig.run("joining and leaving in a drain", 1, Set.of(0, 1), () -> proxies(TcpProxy::halfOpen), () -> {
            rig.sendBacklog(BACKLOG);
            bridges.stop(victim);
            drainSlowly();
            bridges.start(victim);
            int third = bridges.add();
            bridges.running().forEach(BridgeFaultsIT::awaitReplayedBy);
            assertThat(rig.rows()).as("rows left when three drain").isPositive();
            bridges.get(1 - victim).kill();
            bridges.removeAdded();
            assertThat(third).isEqualTo(bridges.size());
            assertThat(rig.rows()).as("rows left when one drains").isPositive();
            bridges.startAll();
            proxies(TcpProxy::heal);
        });
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldRecoverWhenThereAreDescriptorsAgain() {
        BridgeProcess starved = bridges.get(victim);
        rig.run("no descriptors", 2, Set.of(victim), () -> limitDescriptors(starved, "10"), () -> {
            proxies(TcpProxy::cut);
            rig.load(2);
            rig.postgres()
                    .database()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = current_user and pid <> pg_backend_pid()");
            rig.load(2);
            assertThat(starved.isRunning()).isTrue();
            assertThat(starved.isReady()).isFalse();
            limitDescriptors(starved, "1024");
            starved.awaitReady(LIMIT);
        });
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldEndAndLoseNothingWhenTheHeapIsFull() {
        try (LeakyHome leaky = new LeakyHome()) {
            bridges.start(victim, launcher -> launcher.home(leaky.path()).heap(LeakyHome.HEAP));
            bridges.startAll();
            rig.run("out of memory", 0, Set.of(victim), () -> {}, () -> {
                assertThat(bridges.get(victim).awaitExit(LIMIT)).isEqualTo(OUT_OF_MEMORY);
                rig.load(1);
                bridges.startAll();
            });
        }
    }

    /** Of the process while it runs, and as the machine's own limit: whatever needs one more fails. */
    private static void limitDescriptors(BridgeProcess bridge, String most) {
        try {
            Process command = new ProcessBuilder(
                            "prlimit", "--nofile=" + most + ":", "--pid", Long.toString(bridge.pid()))
                    .inheritIO()
                    .start();
            assertThat(command.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drainSlowly() {
        proxies(TcpProxy::heal);
        proxies(proxy -> proxy.delay(SLOW));
    }

    private static void awaitReplayedBy(BridgeProcess bridge) {
        double before = bridge.awaitReady(LIMIT).metric("bridge_events_replayed_total");
        await("rows replayed by " + bridge)
                .atMost(LIMIT)
                .until(() -> bridge.metric("bridge_events_replayed_total") > before);
    }

    private static long heldForSeconds(int seconds) {
        return rig.postgres()
                .count("select count(*) from pg_stat_activity where state = 'idle in transaction'"
                        + " and state_change < now() - interval '" + seconds + " s'");
    }

    private static void proxies(Consumer<TcpProxy> change) {
        rig.kafka().proxies().forEach(change);
    }
}
