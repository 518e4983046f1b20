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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** The open connections of one server: how many there may be, in all and for one peer, and what they read ahead. */
final class Connections implements Connection.Server {
    /** What all connections together may read ahead of answers. */
    private static final long AHEAD_SHARE_OF_HEAP = 64;

    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(Connections.class));

    private final String server;
    private final ServerLimits limits;
    private final Patrol patrol;
    private final MeterRegistry metrics;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Object, Integer> ofPeer = new ConcurrentHashMap<>();
    private final AtomicLong ahead = new AtomicLong();
    private final long mostAhead = Runtime.getRuntime().maxMemory() / AHEAD_SHARE_OF_HEAP;

    /** @param server its name in logs and metrics */
    Connections(String server, ServerLimits limits, Patrol patrol, MeterRegistry metrics) {
        this.server = server;
        this.limits = limits;
        this.patrol = patrol;
        this.metrics = metrics;
        Gauge.builder("bridge.connections", open, AtomicInteger::get)
                .description("Open connections")
                .tag("server", server)
                .register(metrics);
    }

    /** Takes a connection that was just accepted, or closes it and returns null. */
    Connection admit(Channel channel) {
        Object peer = peer(channel.remoteAddress());
        if (open.get() >= limits.connections()) {
            refuse(channel, "all", "there are " + limits.connections() + " (bridge.http.max-connections)");
            return null;
        }
        if (ofPeer.merge(peer, 1, Integer::sum) > limits.connectionsOfPeer()) {
            leave(peer);
            refuse(
                    channel,
                    "peer",
                    "one address has " + limits.connectionsOfPeer() + " (bridge.http.max-connections-per-peer)");
            return null;
        }
        open.incrementAndGet();
        Connection connection = new Connection(this, channel, limits);
        patrol.watch(connection);
        channel.closeFuture().addListener(closed -> {
            connection.closed();
            patrol.forget(connection);
            leave(peer);
            open.decrementAndGet();
        });
        return connection;
    }

    private void refuse(Channel channel, String limit, String why) {
        channel.close();
        count("bridge.connections.refused", "Connections closed at once: a limit was reached", "limit", limit);
        LOG.warn("Connections to the " + server + " server are closed at once: " + why);
    }

    private void leave(Object peer) {
        ofPeer.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void noteClosed(String reason) {
        count("bridge.connections.closed", "Connections that the bridge ended", "reason", reason);
    }

    private void count(String name, String description, String key, String value) {
        Counter.builder(name)
                .description(description)
                .tags("server", server, key, value)
                .register(metrics)
                .increment();
    }

    @Override
    public int round() {
        return patrol.round();
    }

    @Override
    public boolean takeAhead(int weight) {
        return ahead.addAndGet(weight) <= mostAhead;
    }

    @Override
    public void giveBackAhead(int weight) {
        if (weight > 0) {
            ahead.addAndGet(-weight);
        }
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
