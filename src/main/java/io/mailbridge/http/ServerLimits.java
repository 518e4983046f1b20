package io.mailbridge.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mailbridge.settings.Settings;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How much of one server clients may hold, known or not.
 *
 * @param connections open at a time, but for those that have a request under way
 * @param connectionsOfPeer those of one address among them
 * @param mostOpen open at a time, with those
 * @param head time from a request's first byte to the end of its header fields
 * @param body time from there to the end of its body
 * @param idle time without a request under way
 * @param http2 whether HTTP/2 is spoken, too
 */
record ServerLimits(
        int connections,
        int connectionsOfPeer,
        int mostOpen,
        Duration head,
        Duration body,
        Duration idle,
        boolean http2) {
    /** For probes, scrapes and a console: more would only help an attacker. */
    private static final int MANAGEMENT_CONNECTIONS = 128;
    /** The objects of a connection and a head of 100 fields take up to 40 KB. */
    private static final int HEAP_OF_CONNECTION = 64 << 10;
    /** The largest read buffer, and what the allocator adds. */
    private static final int DIRECT_OF_CONNECTION = 24 << 10;
    /** What the largest record of TLS takes until all of it is there. */
    private static final int DIRECT_OF_RECORD = 32 << 10;
    /** The other half is for what the bridge itself opens: about 250 for jars, Kafka and PostgreSQL. */
    private static final int SHARE_OF_DESCRIPTORS = 2;

    private static final int FEWEST = 16;
    /** The door answers 408 first. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    static ServerLimits from(Settings settings) {
        int connections = settings.number("bridge.http.max-connections", 0, 1_000_000);
        int ofPeer = settings.number("bridge.http.max-connections-per-peer", 0, 1_000_000);
        boolean tls = !settings.text(TlsMaterial.CERTIFICATE).isEmpty();
        int all = connections == 0
                ? affordable(tls ? DIRECT_OF_CONNECTION + DIRECT_OF_RECORD : DIRECT_OF_CONNECTION)
                : connections;
        return new ServerLimits(
                all,
                ofPeer == 0 ? shareOfPeer(all) : ofPeer,
                connections == 0 ? withRequests(all, HttpSettings.from(settings).maxInFlight()) : all,
                settings.duration("bridge.http.header-timeout", "1s", "5m"),
                settings.duration("bridge.http.read-timeout", "1s", "5m").plus(GRACE),
                settings.duration("bridge.http.idle-timeout", "1s", "1h"),
                settings.flag("bridge.http.http2"));
    }

    /** The same for the management server, whose callers are few. */
    ServerLimits ofManagement() {
        int all = Math.min(connections, MANAGEMENT_CONNECTIONS);
        return new ServerLimits(all, shareOfPeer(all), all, head, body, idle, false);
    }

    /** One address may be all senders, behind an ingress; so it gets most, and leaves some for others. */
    private static int shareOfPeer(int all) {
        return Math.max(1, all - all / 4);
    }

    private static int affordable(int directOfConnection) {
        long affordable = Math.min(connectionsOfHeap(), PlatformDependent.maxDirectMemory() / directOfConnection);
        return (int) Math.max(FEWEST, Math.min(affordable, descriptors() / SHARE_OF_DESCRIPTORS));
    }

    /** With those whose request waits: such a one has released what it was read with. */
    private static int withRequests(int connections, int requests) {
        long further = Math.min(requests, descriptors() / (2 * SHARE_OF_DESCRIPTORS));
        return (int) Math.max(connections, Math.min(connections + further, connectionsOfHeap()));
    }

    private static long connectionsOfHeap() {
        return Runtime.getRuntime().maxMemory() / HEAP_OF_CONNECTION;
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    int headRounds() {
        return rounds(head);
    }

    int bodyRounds() {
        return rounds(body);
    }

    int idleRounds() {
        return rounds(idle);
    }

    private static int rounds(Duration duration) {
        return (int) (duration.toMillis() / Patrol.ROUND_MILLIS);
    }
}
