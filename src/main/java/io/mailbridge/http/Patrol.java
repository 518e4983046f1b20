package io.mailbridge.http;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks all connections twice a second while there are any, and closes those whose time is over: a timer for each
 * connection would cost more than everything else here. Its rounds are the clock of the connections.
 */
public final class Patrol {
    static final long ROUND_MILLIS = 500;

    private final Vertx vertx;
    private final Set<Watched> connections = ConcurrentHashMap.newKeySet();
    private final List<Runnable> errands = new CopyOnWriteArrayList<>();
    private final AtomicBoolean walking = new AtomicBoolean();
    /** Only the current round adds to it. */
    private volatile int round = 1;

    /** What closes itself where its time is over. */
    interface Watched {
        /** @param round the current one; called by any thread */
        void closeIfOverdue(int round);
    }

    Patrol(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs this in each round, too. */
    public void also(Runnable errand) {
        errands.add(errand);
    }

    int round() {
        return round;
    }

    void watch(Watched connection) {
        connections.add(connection);
        walk();
    }

    void forget(Watched connection) {
        connections.remove(connection);
    }

    private void walk() {
        if (walking.compareAndSet(false, true)) {
            vertx.setTimer(ROUND_MILLIS, id -> walkRound());
        }
    }

    private void walkRound() {
        int now = round + 1;
        round = now;
        connections.forEach(connection -> connection.closeIfOverdue(now));
        errands.forEach(Runnable::run);
        walking.set(false);
        if (!connections.isEmpty()) {
            walk();
        }
    }
}
