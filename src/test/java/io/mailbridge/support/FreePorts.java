package io.mailbridge.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    /** Open as long as the JVM runs. */
    private static FileChannel lock;

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

    /** The wanted port if nobody listens there, else another one. */
    public static int preferring(int wanted) {
        return isFree(wanted) ? wanted : next();
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
            if (claims(Path.of(System.getProperty("java.io.tmpdir"), "mailbridge-ports-" + first))) {
                return first;
            }
        }
        throw new IllegalStateException("Other JVMs hold all ports between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean claims(Path file) {
        try {
            lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() != null) {
                return true;
            }
            lock.close();
        } catch (IOException | OverlappingFileLockException e) {
            // another user's file, or this JVM's own in another class loader
            return false;
        }
        return false;
    }
}
