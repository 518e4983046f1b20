package io.mailbridge.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** 3,000 connections of many peers, opened at once: the kernel takes them, whatever the bridge does. */
final class Storm implements AutoCloseable {
    private static final int CONNECTIONS = 3000;
    private static final int PEERS = 50;
    private static final byte[] BEGIN =
            "POST /webhooks/demo HTTP/1.1\r\nHost: b\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<SocketChannel> connections = new ArrayList<>();

    /** Every second one begins a request. */
    static Storm of(int port) throws IOException {
        Storm storm = new Storm();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel connection = SocketChannel.open();
            storm.connections.add(connection);
            // a close is a reset
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            connection.bind(new InetSocketAddress("127.0.0." + (2 + i % PEERS), 0));
            connection.configureBlocking(false);
            boolean connected = connection.connect(new InetSocketAddress("127.0.0.1", port));
            if (connected && i % 2 == 0) {
                begin(connection);
            }
        }
        return storm;
    }

    private static void begin(SocketChannel connection) {
        try {
            connection.write(ByteBuffer.wrap(BEGIN));
        } catch (IOException closed) {
            // by the bridge, already
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
