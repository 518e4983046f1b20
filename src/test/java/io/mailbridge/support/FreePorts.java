package io.mailbridge.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses free ports below the range the system gives to outgoing connections. A port of that range could be taken while
 * its server is down, even by a client that connects to itself there. Each JVM has a share of its own, held by a locked
 * file: tests that run side by side would else take each other's ports while a server is down.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int SHARE = 500;
    private static final AtomicInteger GIVEN = new AtomicInteger();
    /** Open as long as the JVM runs: to close a file gives up its lock. */
    private static final Queue<FileChannel> LOCKS = new ConcurrentLinkedQueue<>();

    private static final int FIRST = firstOfShare();

    private FreePorts() {}

    public static int next() {
        for (int i = 0; i < SHARE; i++) {
            int port = FIRST + GIVEN.getAndIncrement() % SHARE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port found between " + FIRST + " and " + (FIRST + SHARE));
    }

    /** The wanted port if nobody listens there or is about to, else another one. */
    public static int preferring(int wanted) {
        return isFree(wanted) && locks(wanted) ? wanted : next();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int firstOfShare() {
        for (int first = LOWEST; first < HIGHEST; first += SHARE) {
            if (locks(first)) {
                return first;
            }
        }
        throw new IllegalStateException("Other JVMs hold all ports between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean locks(int port) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "mailbridge-port-" + port);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            LOCKS.add(channel);
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            // another user's file, or locked by this JVM already
            return false;
        }
    }
}
