package io.mailbridge.support;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Decides which replica a request goes to, as load balancers do: the one with the fewest requests in progress, in turn;
 * one that gave no answer is left out for a second.
 */
final class Balancer {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    Balancer(List<URI> targets) {
        replicas = targets.stream().map(Replica::new).toList();
    }

    int size() {
        return replicas.size();
    }

    /** To be given back when the request has ended. */
    synchronized Replica take() {
        int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
        Replica chosen = IntStream.range(0, replicas.size())
                .mapToObj(i -> replicas.get((first + i) % replicas.size()))
                .min(Comparator.comparing(Replica::isOut).thenComparing(replica -> replica.inProgress))
                .orElseThrow();
        chosen.inProgress++;
        return chosen;
    }

    synchronized void giveBack(Replica replica, boolean answered) {
        replica.inProgress--;
        if (!answered) {
            replica.outUntil = System.nanoTime() + PAUSE.toNanos();
        }
    }

    static final class Replica {
        private final URI target;
        private int inProgress;
        private long outUntil = System.nanoTime();

        private Replica(URI target) {
            this.target = target;
        }

        URI target() {
            return target;
        }

        private boolean isOut() {
            return System.nanoTime() - outUntil < 0;
        }
    }
}
