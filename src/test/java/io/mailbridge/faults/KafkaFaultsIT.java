package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.KafkaCluster;
import io.mailbridge.support.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Faults of a cluster of three brokers and of the network before it, one after the other under one bridge, in an order
 * that {@code -Dseed=} replays: platforms are answered 200 in time, and the auditor finds every event.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class KafkaFaultsIT {
    @AutoClose
    private static FaultRig rig;

    private static final Random CHANCE = new Random(SeededOrder.SEED);

    @BeforeAll
    static void start() {
        if (Integer.getInteger("faults.rounds", 0) == 0) {
            // Failsafe prints no reason for what is not run
            System.out.println("shouldLoseNothingInALongSequence is not run: it is the long form, mvn verify -Pfaults");
        }
        rig = new FaultRig();
    }

    @AfterEach
    void heal() {
        cluster().proxies().forEach(TcpProxy::heal);
        cluster().brokers().forEach(KafkaBroker::thaw);
        cluster().start();
    }

    @Test
    void shouldAnswer200WhileOneOfThreeBrokersIsKilled() {
        KafkaBroker victim = shuffled().get(0);
        rig.run("one of three killed", 3, victim::kill, victim::start);
    }

    @Test
    void shouldAnswer200WhileOneOfThreeBrokersIsFrozen() {
        KafkaBroker victim = shuffled().get(0);
        rig.run("one of three frozen", 4, victim::freeze, victim::thaw);
    }

    @Test
    void shouldBufferWhileTwoOfThreeBrokersAreKilled() {
        List<KafkaBroker> victims = shuffled().subList(0, 2);
        Audit audit = rig.run("two of three killed", 3, () -> victims.forEach(KafkaBroker::kill), () -> {
            assertThat(rig.rows()).isPositive();
            assertThat(rig.bridge().isReady()).isTrue();
            cluster().start();
        });
        assertThat(audit.buffered()).isPositive();
    }

    @Test
    void shouldAnswer200DuringARollingRestart() {
        rig.run("rolling restart", 1, () -> {}, () -> shuffled().forEach(broker -> {
            broker.restart();
            cluster().awaitInSync("events");
        }));
    }

    @Test
    void shouldAnswer200WhileBrokersAnswerHalfASecondLate() {
        throughAll("delayed by 500 ms", 3, proxy -> proxy.delay(Duration.ofMillis(500)));
    }

    @Test
    void shouldBufferWhileBrokersAnswerTwoSecondsLate() {
        Audit audit = throughAll("delayed by 2 s", 4, proxy -> proxy.delay(Duration.ofSeconds(2)));
        assertThat(audit.buffered()).isPositive();
    }

    @Test
    void shouldBufferWhatAThrottledNetworkDoesNotCarryInTime() {
        throughAll("throttled to 4 kB/s", 4, proxy -> proxy.throttle(4_000));
    }

    @Test
    void shouldAnswer200WhileConnectionsAreCutAllTheTime() {
        throughAll("cut every 200 ms", 3, proxy -> proxy.cutEvery(Duration.ofMillis(200)));
    }

    @Test
    void shouldReplaceConnectionsThatCarryNothingAnyMore() {
        // new connections work, so it gets well before it is healed
        rig.run("open connections blackholed", 4, () -> proxies(TcpProxy::blackhole), () -> {});
    }

    @Test
    void shouldBufferWhileConnectionsAreHalfOpen() {
        Audit audit = throughAll("half-open", 3, TcpProxy::halfOpen);
        assertThat(audit.buffered()).isPositive();
    }

    @Test
    void shouldAnswer200WhileOneBrokerCannotBeReached() {
        TcpProxy proxy = cluster().proxies().get(CHANCE.nextInt(3));
        rig.run("one of three half-open", 3, proxy::halfOpen, proxy::heal);
    }

    /** The long form, {@code -Pfaults}: faults by chance, of brokers, network, database and topic, one after the other. */
    @Test
    @EnabledIfSystemProperty(named = "faults.rounds", matches = "[1-9]\\d*")
    void shouldLoseNothingInALongSequence() {
        FurtherFaults further = new FurtherFaults(rig);
        List<Runnable> faults = new ArrayList<>(List.of(
                this::shouldAnswer200WhileOneOfThreeBrokersIsKilled,
                this::shouldAnswer200WhileOneOfThreeBrokersIsFrozen,
                this::shouldBufferWhileTwoOfThreeBrokersAreKilled,
                this::shouldAnswer200DuringARollingRestart,
                this::shouldAnswer200WhileBrokersAnswerHalfASecondLate,
                this::shouldBufferWhileBrokersAnswerTwoSecondsLate,
                this::shouldBufferWhatAThrottledNetworkDoesNotCarryInTime,
                this::shouldAnswer200WhileConnectionsAreCutAllTheTime,
                this::shouldReplaceConnectionsThatCarryNothingAnyMore,
                this::shouldBufferWhileConnectionsAreHalfOpen,
                this::shouldAnswer200WhileOneBrokerCannotBeReached));
        faults.addAll(further.all());
        for (int round = 0; round < Integer.getInteger("faults.rounds"); round++) {
            try {
                faults.get(CHANCE.nextInt(faults.size())).run();
            } finally {
                further.heal();
            }
            heal();
        }
    }

    private static Audit throughAll(String what, int seconds, Consumer<TcpProxy> fault) {
        return rig.run(what, seconds, () -> proxies(fault), () -> proxies(TcpProxy::heal));
    }

    private static void proxies(Consumer<TcpProxy> change) {
        cluster().proxies().forEach(change);
    }

    private static List<KafkaBroker> shuffled() {
        List<KafkaBroker> brokers = new ArrayList<>(cluster().brokers());
        Collections.shuffle(brokers, CHANCE);
        return brokers;
    }

    private static KafkaCluster cluster() {
        return rig.kafka();
    }
}
