package io.mailbridge.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients without credentials: twice a second something that no platform sends, on a connection that stays open. */
final class Strangers implements AutoCloseable {
    private static final int MOST_OPEN = 30;
    private static final String POST =
            "POST /webhooks/sendgrid HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/json\r\n";
    private static final List<String> REQUESTS = List.of(
            POST + "Content-Length: 2\r\n\r\n[]",
            POST + "Content-Length: 1000\r\n\r\n[{",
            POST + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n[",
            POST + "X-Endless: " + "x".repeat(60_000),
            "POST /webhooks/nobody HTTP/1.1\r\nHost: bridge\r\nContent-Length: 0\r\n\r\n",
            "GET /webhooks/sendgrid HTTP/1.1\r\nHost: bridge\r\n\r\n",
            "GET /webhooks/sendgrid HTTP/1.1\r\n",
            "\u0016\u0003\u0001 no TLS here\r\n\r\n",
            "");

    private final Deque<Socket> open = new ArrayDeque<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "strangers");
        thread.setDaemon(true);
        return thread;
    });
    private final int port;
    private final Random chance;
    private boolean resting;

    /** @param port of the webhooks */
    Strangers(int port, long seed) {
        this.port = port;
        this.chance = new Random(seed);
        clock.scheduleWithFixedDelay(this::connect, 500, 500, TimeUnit.MILLISECONDS);
    }

    /** Closes what is open. */
    synchronized void rest() {
        resting = true;
        while (!open.isEmpty()) {
            closeOldest();
        }
    }

    synchronized void go() {
        resting = false;
    }

    private synchronized void connect() {
        if (resting) {
            return;
        }
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(socket);
            socket.getOutputStream()
                    .write(REQUESTS.get(chance.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // refused or reset, as it may be
        }
        if (open.size() > MOST_OPEN) {
            closeOldest();
        }
    }

    private void closeOldest() {
        try {
            open.remove().close();
        } catch (IOException e) {
            // reset by the bridge
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        rest();
    }
}
