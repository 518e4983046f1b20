package io.mailbridge.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection, byte by byte, for what a normal HTTP client would not send. */
public final class RawClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    public RawClient(BridgeProcess bridge) throws IOException {
        this(bridge.serverUri("/").getPort(), "127.0.0.1");
    }

    /** @param from a loopback address, another peer each */
    public RawClient(int port, String from) throws IOException {
        this(connect(port, from));
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket connect(int port, String from) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    /** Over TLS, its handshake done. */
    public static RawClient secure(SSLContext tls, int port, String from) throws IOException {
        return new RawClient(secureSocket(tls, port, from));
    }

    /** Over TLS, before the handshake. */
    public static SSLSocket secureSocket(SSLContext tls, int port, String from) throws IOException {
        return (SSLSocket) tls.getSocketFactory().createSocket(connect(port, from), "127.0.0.1", port, true);
    }

    /** An answer; header names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a whole JSON request, its path unchanged, and reads the answer. */
    public Answer post(String path, String body, String... headerLines) throws IOException {
        return send(head(path, headerLines) + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n" + body)
                .answer();
    }

    /** Request line and headers, without the empty line. */
    public static String head(String path, String... headerLines) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: bridge\r\n");
        head.append("Content-Type: application/json\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    public Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** True when the bridge has closed the connection and nothing is left to read. */
    public boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            // what was sent after the bridge had closed is answered by a reset
            return true;
        }
    }

    /** All that comes until the bridge closes the connection. */
    public byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (SocketException reset) {
            // it was closed while bytes were on their way
        }
        return rest.toByteArray();
    }

    /** Closes with a reset instead of an end. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("The bridge closed the connection after: " + line);
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8).trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
