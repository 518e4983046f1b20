package io.mailbridge.soak;

import io.mailbridge.soak.Span.Kind;
import io.mailbridge.support.KafkaBroker;
import io.mailbridge.support.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What goes wrong in a soak: every fault once in a random order, then every fault again in another one. */
final class SoakFaults {
    private static final int MOST_STARTS = 4;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final SoakRig rig;
    private final Random chance;
    private final List<Fault> left = new ArrayList<>();

    /** @param begin returns while it lasts */
    record Fault(String what, Kind kind, Runnable begin, Runnable end) {}

    SoakFaults(SoakRig rig, Random chance) {
        this.rig = rig;
        this.chance = chance;
    }

    Fault next() {
        if (left.isEmpty()) {
            left.addAll(all());
            Collections.shuffle(left, chance);
        }
        return left.remove(0);
    }

    private List<Fault> all() {
        return List.of(
                kafka("a broker killed", () -> broker().kill()),
                kafka("a broker frozen", () -> broker().freeze()),
                kafka("all brokers killed", () -> brokers(KafkaBroker::kill)),
                kafka("all brokers frozen", () -> brokers(KafkaBroker::freeze)),
                kafka("brokers 0.5 s slow", () -> proxies(proxy -> proxy.delay(Duration.ofMillis(500)))),
                kafka("brokers 2 s slow", () -> proxies(proxy -> proxy.delay(Duration.ofSeconds(2)))),
                kafka("connections cut", () -> proxies(proxy -> proxy.cutEvery(Duration.ofMillis(200)))),
                kafka("connections half-open", () -> proxies(TcpProxy::halfOpen)),
                postgres("PostgreSQL killed", () -> rig.postgres().kill()),
                postgres("PostgreSQL stopped", () -> rig.postgres().stop()),
                postgres("PostgreSQL frozen", () -> rig.postgres().freeze()),
                postgres("both killed", () -> {
                    brokers(KafkaBroker::kill);
                    rig.postgres().kill();
                }),
                bridge("bridge: SIGTERM", this::terminate),
                bridge("bridge: SIGKILL", () -> rig.other().kill()));
    }

    private Fault kafka(String what, Runnable begin) {
        return new Fault(what, Kind.KAFKA, begin, this::heal);
    }

    private Fault postgres(String what, Runnable begin) {
        return new Fault(what, Kind.POSTGRES, begin, this::heal);
    }

    private Fault bridge(String what, Runnable begin) {
        return new Fault(what, Kind.BRIDGE, begin, rig::restartOther);
    }

    private void terminate() {
        int status = rig.other().terminate(STOP_LIMIT);
        if (status != 0) {
            throw new AssertionError("The bridge ended with " + status + " after SIGTERM"
                    + rig.other().tail());
        }
    }

    private void heal() {
        proxies(TcpProxy::heal);
        brokers(KafkaBroker::thaw);
        rig.postgres().thaw();
        rig.postgres().start();
        startKafka();
    }

    /** Three brokers that start at once may need longer on a busy machine than a test allows for one. */
    private void startKafka() {
        for (int attempt = 1; ; attempt++) {
            try {
                rig.kafka().start();
                return;
            } catch (CompletionException e) {
                if (attempt == MOST_STARTS) {
                    throw e;
                }
            }
        }
    }

    private KafkaBroker broker() {
        List<KafkaBroker> brokers = rig.kafka().brokers();
        return brokers.get(chance.nextInt(brokers.size()));
    }

    private void brokers(Consumer<KafkaBroker> change) {
        rig.kafka().brokers().forEach(change);
    }

    private void proxies(Consumer<TcpProxy> change) {
        rig.kafka().proxies().forEach(change);
    }
}
