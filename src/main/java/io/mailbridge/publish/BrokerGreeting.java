package io.mailbridge.publish;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Asks a port without TLS for Kafka's API versions before the client does. The client takes the first four bytes of any
 * answer for a length and allocates as much: a port that speaks TLS or HTTP costs 350 MB or more, and can end the
 * process.
 */
final class BrokerGreeting {
    private static final int LIMIT_MILLIS = 1000;
    /** The true answer has about 500 bytes. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final int CORRELATION = 0x6d61696c;

    private BrokerGreeting() {}

    /**
     * The addresses, host:port, that answer with something other than Kafka; silent ones and those that are down are
     * left out.
     */
    static List<String> strangers(List<String> addresses) {
        return addresses.stream().filter(BrokerGreeting::isStranger).toList();
    }

    private static boolean isStranger(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            int port = Integer.parseInt(address.substring(colon + 1));
            socket.connect(new InetSocketAddress(address.substring(0, colon), port), LIMIT_MILLIS);
            socket.getOutputStream().write(question());
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            int length = answer.readInt();
            return length < 4 || length > LARGEST_ANSWER || answer.readInt() != CORRELATION;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** ApiVersionsRequest version 0, which every broker answers before it asks for credentials. */
    private static byte[] question() {
        byte[] client = "mailbridge".getBytes(StandardCharsets.US_ASCII);
        int length = 2 + 2 + 4 + 2 + client.length;
        return ByteBuffer.allocate(4 + length)
                .putInt(length)
                .putShort((short) 18)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort((short) client.length)
                .put(client)
                .array();
    }
}
