package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * The open connections of one server: how many there may be, in all and for one peer, and what they read ahead. When there
 * are as many as may be, a new one replaces the one that has waited longest for a request, those last that have carried
 * events: else a few addresses that open connections and send nothing would keep everybody else out. One whose request is
 * complete and waits for its answer does not count: the door limits how many requests there may be, and while Kafka is not
 * answering all of them wait.
 */
final class Connections implements Connection.Server {
    /** How often all are looked through until as many as may be have been replaced. */
    private static final int LOOKS_FOR_ALL = 20;

    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(Connections.class));

    private final String server;
    private final ServerLimits limits;
    /** So many are replaced by one look, and may be open beyond the limit until they are closed. */
    private final int atATime;

    private final Patrol patrol;
    private final MeterRegistry metrics;
    private final ConnectionCount count = new ConnectionCount();
    /** But for those that are being replaced. */
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();

    private final Map<Object, ConnectionCount> ofPeer = new ConcurrentHashMap<>();
    private final ReadAhead.Total ahead = new ReadAhead.Total();
    /** Counts without a lock: who takes turns at the same moment may get the same one. */
    private long turns;

    /** @param server its name in logs and metrics */
    Connections(String server, ServerLimits limits, Patrol patrol, MeterRegistry metrics) {
        this.server = server;
        this.limits = limits;
        this.atATime = 1 + limits.connections() / LOOKS_FOR_ALL;
        this.patrol = patrol;
        this.metrics = metrics;
        Gauge.builder("bridge.connections", count, ConnectionCount::open)
                .description("Open connections")
                .tag("server", server)
                .register(metrics);
    }

    /** Takes a connection that was just accepted, or closes it and returns null. */
    Connection admit(Channel channel) {
        Object peer = peer(channel.remoteAddress());
        ConnectionCount own = ofPeer.compute(peer, (key, known) -> {
            ConnectionCount counted = known == null ? new ConnectionCount() : known;
            counted.opened();
            return counted;
        });
        if (own.open() - own.underWay() > limits.connectionsOfPeer()) {
            leave(peer);
            refuse(
                    channel,
                    "peer",
                    "one address has " + limits.connectionsOfPeer() + " (bridge.http.max-connections-per-peer)");
            return null;
        }
        if (isFull() && (isReplacing() || !makeRoom())) {
            leave(peer);
            refuse(channel, "all", "as many as may be have requests (bridge.http.max-connections)");
            return null;
        }
        count.opened();
        Connection connection = new Connection(this, own, new ReadAhead(ahead), channel, limits);
        all.add(connection);
        patrol.watch(connection);
        channel.closeFuture().addListener(closed -> {
            connection.closed();
            patrol.forget(connection);
            all.remove(connection);
            leave(peer);
            count.closed();
        });
        return connection;
    }

    private boolean isFull() {
        int size = all.size();
        return size - count.underWay() >= limits.connections() || size >= limits.mostOpen();
    }

    /** Whether the event loops have not closed yet what was to make room: so many may be open beyond the limit. */
    private boolean isReplacing() {
        return count.open() - all.size() >= atATime;
    }

    /**
     * Closes the connection that has waited longest; false where all have requests under way. Further ones without events go
     * with it: looking through all for each new one would cost a flood of connections nothing and the bridge seconds.
     */
    private boolean makeRoom() {
        List<Waiting> waiting = all.stream()
                .filter(Connection::waits)
                .map(Waiting::of)
                .sorted(Comparator.comparing(Waiting::isKnown).thenComparingLong(Waiting::turn))
                .limit(atATime)
                .toList();
        for (Waiting each : waiting) {
            if (each == waiting.get(0) || !each.isKnown()) {
                all.remove(each.connection());
                each.connection().replace();
            }
        }
        if (waiting.isEmpty()) {
            return false;
        }
        LOG.warn("Connections to the " + server + " server that wait for a request are closed for new ones: there are "
                + limits.connections() + " (bridge.http.max-connections)");
        return true;
    }

    /** As it was when it was looked at: what is sorted must not change. */
    private record Waiting(Connection connection, boolean isKnown, long turn) {
        static Waiting of(Connection connection) {
            return new Waiting(connection, connection.isKnown(), connection.turn());
        }
    }

    @Override
    public void stays(Connection connection) {
        all.add(connection);
    }

    private void refuse(Channel channel, String limit, String why) {
        channel.close();
        note("bridge.connections.refused", "Connections closed at once: a limit was reached", "limit", limit);
        LOG.warn("Connections to the " + server + " server are closed at once: " + why);
    }

    private void leave(Object peer) {
        ofPeer.computeIfPresent(peer, (key, own) -> own.closed() == 0 ? null : own);
    }

    @Override
    public void noteClosed(String reason) {
        note("bridge.connections.closed", "Connections that the bridge ended", "reason", reason);
    }

    private void note(String name, String description, String key, String value) {
        Counter.builder(name)
                .description(description)
                .tags("server", server, key, value)
                .register(metrics)
                .increment();
    }

    @Override
    public void underWay(ConnectionCount ofPeer, int change) {
        count.underWay(change);
        ofPeer.underWay(change);
    }

    @Override
    public int round() {
        return patrol.round();
    }

    @Override
    public long nextTurn() {
        return ++turns;
    }

    /** An IPv6 customer has a whole /64. */
    private static Object peer(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet)) {
            return "local";
        }
        return internet.getAddress() instanceof Inet6Address six
                ? Arrays.hashCode(Arrays.copyOf(six.getAddress(), 8))
                : internet.getAddress();
    }
}
