package io.mailbridge.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Beginnings of TLS connections that lead to no handshake. */
final class HostileHandshakes {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int HEARTBEAT = 24;
    private static final int HEADER = 5;
    private static final String HOST = "bridge.example";

    private HostileHandshakes() {}

    /** By name; after each of them its sender is silent. */
    static Map<String, byte[]> begun(SSLContext context) throws SSLException {
        byte[] hello = hello(context);
        byte[] content = Arrays.copyOfRange(hello, HEADER, hello.length);
        Map<String, byte[]> begun = new LinkedHashMap<>();
        begun.put("nothing", new byte[0]);
        begun.put("a header", Arrays.copyOf(hello, HEADER));
        begun.put("half a header", Arrays.copyOf(hello, 2));
        begun.put("half a hello", Arrays.copyOf(hello, hello.length / 2));
        begun.put("a hello", hello);
        begun.put("a hello of small records", ofSmallRecords(content));
        begun.put("a hello twice", join(hello, hello));
        begun.put("a hello of 32,000 bytes", longHello());
        begun.put("a hello of 16 MB", record(HANDSHAKE, new byte[] {1, -1, -1, -1}, new byte[16_000]));
        begun.put("a record of 64 KB", Arrays.copyOf(record(HANDSHAKE, new byte[65_535]), 65_000));
        begun.put("the longest record, not whole", Arrays.copyOf(record(HANDSHAKE, new byte[18_432]), 18_000));
        begun.put("empty records", repeat(record(HANDSHAKE), 5_000));
        begun.put("warnings", repeat(record(ALERT, new byte[] {1, 90}), 2_000));
        begun.put("data", record(DATA, new byte[16_000]));
        begun.put("a heartbeat", record(HEARTBEAT, new byte[] {1, 64, 0}));
        begun.put("an unknown kind of record", record(0x50, new byte[50]));
        begun.put("a hello of SSL 2", join(new byte[] {-128, 46, 1, 3, 1, 0, 21, 0, 0, 0, 16}, new byte[37]));
        begun.put("a long hello of SSL 2", join(new byte[] {-1, -1, 1, 3, 1}, new byte[32_000]));
        begun.put("plain HTTP", "GET /webhooks/demo HTTP/1.1\r\nHost: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        begun.put("HTTP/2 in clear text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (String name :
                new String[] {"..............", "a\0b\0c\0d\0e\0f\0g\0", "              ", "%s%n${jndi:x}!", "\u00ff"
                }) {
            begun.put("a hello to " + name, named(hello, name));
        }
        return begun;
    }

    private static byte[] hello(SSLContext context) throws SSLException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(HOST)));
        engine.setSSLParameters(parameters);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** Another name of the same length in the place of the host's. */
    private static byte[] named(byte[] hello, String name) {
        String text = new String(hello, StandardCharsets.ISO_8859_1);
        String padded = (name + "x".repeat(HOST.length())).substring(0, HOST.length());
        return text.replace(HOST, padded).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** All but its last byte. */
    private static byte[] longHello() {
        byte[] message = new byte[31_999];
        System.arraycopy(new byte[] {1, 0, 0x7c, (byte) 0xfc, 3, 3}, 0, message, 0, 6);
        return join(
                record(HANDSHAKE, Arrays.copyOf(message, 16_000)),
                record(HANDSHAKE, Arrays.copyOfRange(message, 16_000, message.length)));
    }

    private static byte[] ofSmallRecords(byte[] content) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (byte next : content) {
            records.writeBytes(record(HANDSHAKE, new byte[] {next}));
        }
        return records.toByteArray();
    }

    private static byte[] record(int type, byte[]... content) {
        byte[] bytes = join(content);
        return join(new byte[] {(byte) type, 3, 3, (byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] repeat(byte[] bytes, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
