package io.mailbridge.faults;

import io.mailbridge.support.TcpProxy;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Faults of the bridge itself, one after the other in a fleet of two, in an order that {@code -Dseed=} replays: the other
 * one answers 200, and the auditor finds every event.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class BridgeFaultsIT {
    @AutoClose
    private static FaultRig rig;

    private static final Random CHANCE = new Random(SeededOrder.SEED);

    private final int victim = CHANCE.nextInt(2);

    @BeforeAll
    static void start() {
        rig = new FaultRig(2);
    }

    @AfterEach
    void heal() {
        proxies(TcpProxy::heal);
        rig.bridges().startAll();
    }

    @Test
    void shouldLoseNothingWhenABridgeIsKilled() {
        rig.run("killed", 2, Set.of(victim), () -> rig.bridges().get(victim).kill(), rig.bridges()::startAll);
    }

    private static void proxies(Consumer<TcpProxy> change) {
        rig.kafka().proxies().forEach(change);
    }
}
