package io.mailbridge.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends one request after the other and reads no answer. */
record Flood(SocketChannel channel, Duration untilUnread) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Sends until nothing has been read for half a second, or for 10 s. */
    static Flood of(int port, String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.repeat(200).getBytes(StandardCharsets.US_ASCII));
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        long began = System.nanoTime();
        long last = began;
        while (System.nanoTime() - last < PAUSE.toNanos() && System.nanoTime() - began < LIMIT.toNanos()) {
            if (channel.write(bytes) > 0) {
                last = System.nanoTime();
            }
            if (!bytes.hasRemaining()) {
                bytes.rewind();
            }
        }
        return new Flood(channel, Duration.ofNanos(System.nanoTime() - began));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
