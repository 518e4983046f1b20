package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A port that is not a broker's: it answers every request the same and closes the connection. */
public final class StrangerServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;

    private StrangerServer(int port, byte[] answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " cannot be listened on", e);
        }
        Thread thread = new Thread(this::serve, "stranger");
        thread.setDaemon(true);
        thread.start();
    }

    public static StrangerServer saying(String answer) {
        return on(0, answer);
    }

    /** On the port of a server that is down. */
    public static StrangerServer on(int port, String answer) {
        return new StrangerServer(port, answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[256]);
                client.getOutputStream().write(answer);
            } catch (IOException e) {
                // the client is gone, or the server is closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
