package io.mailbridge.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Gives the events of one request their ids. A request that is sent again gets the same ids, so consumers can drop
 * duplicates; so neither the time of receipt nor the place in the request enters an id. Not thread-safe.
 */
public final class EventIds {
    private Map<String, Integer> siblings;

    /** The id of an event to which the platform gave one. */
    public String provided(String provider, String providerId) {
        return provider + ":" + providerId;
    }

    /**
     * The id of an event to which the platform gave none: a hash of what distinguishes events. Events of one request
     * that agree in all of it are numbered.
     *
     * @param timestamp as the platform wrote it
     * @param further what else distinguishes this platform's events, or null
     */
    public String hashed(
            String provider,
            String providerEvent,
            String messageId,
            String recipient,
            String timestamp,
            String url,
            String further) {
        String identity = String.join(
                "|", provider, text(providerEvent), text(messageId), text(recipient), text(timestamp), text(url));
        if (further != null) {
            identity += "|" + further;
        }
        if (siblings == null) {
            siblings = new HashMap<>();
        }
        int position = siblings.merge(identity, 1, Integer::sum) - 1;
        byte[] hash = sha256().digest((identity + "|" + position).getBytes(StandardCharsets.UTF_8));
        return provider + ":" + HexFormat.of().formatHex(hash);
    }

    /** The id of a dead letter, which has no common event: a hash of what was sent. */
    public static String ofRejected(String provider, byte[] raw) {
        return provider + ":" + HexFormat.of().formatHex(sha256().digest(raw));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
