package io.mailbridge.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers which body a signed token came with. Where the signature does not cover the event, a recorded token could
 * be used with any other; the same body again means that the platform lost our answer. Bounded: newer tokens displace
 * older.
 */
final class ReplayCache {
    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<Seen> seen = new AtomicReferenceArray<>(SLOTS);

    /** Whether the token is new, or came with this body before. */
    boolean accepts(String token, byte[] body) {
        return accepts(body, token.getBytes(StandardCharsets.UTF_8));
    }

    /** @param token its bytes in a row */
    boolean accepts(byte[] body, byte[]... token) {
        Seen now = new Seen(hash(token), hash(body));
        int slot = (int) now.token() & SLOTS - 1;
        Seen before = seen.getAndUpdate(slot, known -> known != null && known.token() == now.token() ? known : now);
        return before == null || before.token() != now.token() || before.body() == now.body();
    }

    private static long hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private record Seen(long token, long body) {}
}
