package io.mailbridge.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports below the range that the system gives to outgoing connections: a load opens thousands of those. */
final class Ports {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 20_000;
    private static final int TRIES = 200;

    private Ports() {}

    static int free() {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("No free port between " + LOWEST + " and " + HIGHEST, last);
    }
}
