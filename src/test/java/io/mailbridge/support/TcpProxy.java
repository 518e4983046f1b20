package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Forwards connections to a loopback port, and can be as bad a network as a test needs. */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool(TcpProxy::thread);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(TcpProxy::thread);
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final int target;
    private volatile NetworkPace pace = NetworkPace.UNLIMITED;
    private volatile boolean halfOpen;
    private Future<?> cutting;

    private TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public static TcpProxy to(int port) {
        return new TcpProxy(port);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Adds this time to each round trip, half of it each way; what is under way keeps its order. */
    public void delay(Duration roundTrip) {
        pace = new NetworkPace(roundTrip.dividedBy(2), 0);
    }

    /** For each connection and direction. */
    public void throttle(int bytesPerSecond) {
        pace = new NetworkPace(Duration.ZERO, bytesPerSecond);
    }

    /** Resets all connections; new ones are forwarded. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    public synchronized void cutEvery(Duration period) {
        cutting = clock.scheduleAtFixedRate(this::cutUnlessHealed, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that has begun ends before {@link #heal} does: it would reset the first connection after it. */
    private synchronized void cutUnlessHealed() {
        if (cutting != null) {
            cut();
        }
    }

    /** Open connections stay open and carry nothing any more, as through a firewall that forgot them; new ones work. */
    public void blackhole() {
        connections.forEach(ProxiedConnection::swallow);
    }

    /** Resets all connections; new ones are accepted and forwarded nowhere. */
    public void halfOpen() {
        halfOpen = true;
        cut();
    }

    /** Forwards as usual again; connections that have lost something are reset. */
    public synchronized void heal() {
        pace = NetworkPace.UNLIMITED;
        halfOpen = false;
        if (cutting != null) {
            cutting.cancel(false);
            cutting = null;
        }
        connections.stream().filter(ProxiedConnection::isBroken).forEach(ProxiedConnection::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // the server is down, or this proxy is closed
            }
        }
    }

    private void connect(Socket client) throws IOException {
        ProxiedConnection connection = new ProxiedConnection(client, () -> pace, connections::remove);
        connections.add(connection);
        if (halfOpen) {
            connection.swallow();
            return;
        }
        try {
            connection.forward(new Socket(InetAddress.getLoopbackAddress(), target), threads);
        } catch (IOException e) {
            connection.reset();
            throw e;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }
}
