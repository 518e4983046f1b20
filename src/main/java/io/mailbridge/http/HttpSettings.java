package io.mailbridge.http;

import io.mailbridge.settings.Settings;
import java.time.Duration;

/**
 * Limits of the door.
 *
 * @param maxBodySize bytes of one body
 * @param maxInFlight requests being worked on at a time
 * @param maxBytesInFlight bytes of all bodies held at a time
 * @param readTimeout time a sender may take for its body
 * @param refuseEarly whether an overload is noticed
 */
public record HttpSettings(
        int maxBodySize, int maxInFlight, long maxBytesInFlight, Duration readTimeout, boolean refuseEarly) {
    /** A parsed body and its events need about ten times the body's size. */
    private static final int HEAP_SHARE = 16;

    public static HttpSettings from(Settings settings) {
        int maxBodySize = settings.size("bridge.http.max-body-size", "1KB", "64MB");
        return new HttpSettings(
                maxBodySize,
                settings.number("bridge.http.max-in-flight", 1, 100_000),
                Math.max(2L * maxBodySize, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
                settings.duration("bridge.http.read-timeout", "1s", "5m"),
                settings.flag("bridge.http.refuse-early"));
    }
}
