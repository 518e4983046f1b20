package io.mailbridge.publish;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Decides when Kafka's client has to be made anew, since nothing else helps: its thread died (of an Error, for example
 * because the port is not a broker's) or hangs, it uses certificates that have changed, or the clock was set back.
 */
final class ClientRenewal {
    /** A client that reports no outcome for so long is stuck; doubled each time. */
    static final Duration STUCK = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 5;

    private final CertificateFiles certificates;
    private final WallClock wallClock;
    private final long stuckNanos;
    private final LongSupplier nanoTime;
    /** When the first record was given up for which the client has not reported an outcome; 0 for none. */
    private volatile long overdueSince;

    private Thread clientThread;
    private int renewals;

    /**
     * @param certificates those of the connection: the client does not notice that they have changed
     * @param stuck how long outcomes may be overdue at first
     */
    ClientRenewal(CertificateFiles certificates, Duration stuck) {
        this(certificates, stuck, System::nanoTime, new WallClock(System::currentTimeMillis, System::nanoTime));
    }

    ClientRenewal(CertificateFiles certificates, Duration stuck, LongSupplier nanoTime, WallClock wallClock) {
        this.certificates = certificates;
        this.wallClock = wallClock;
        this.stuckNanos = stuck.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A client is about to be made. */
    void makes() {
        certificates.take();
    }

    void made(Producer<?, ?> client) {
        wallClock.take();
        clientThread = ClientThread.of(client);
    }

    /** Why the client is of no use any more; null where it is of use. */
    String reason(boolean connected) {
        boolean dead = clientThread != null && !clientThread.isAlive();
        if (!dead && !isStuck()) {
            return !connected && certificates.haveChanged() ? "the certificates have changed" : null;
        }
        renewals++;
        overdueSince = 0;
        return "the client's thread " + (dead ? "has died" : "hangs");
    }

    private boolean isStuck() {
        long overdue = overdueSince;
        long limit = stuckNanos << Math.min(renewals, MOST_DOUBLINGS);
        return overdue != 0 && nanoTime.getAsLong() - overdue > limit;
    }

    /**
     * How far the clock was set back since the client was made. All its waits end at a time of this clock: it would
     * connect to no broker again, and look for no new leader, until the clock is as late as it was.
     */
    Duration clockSetBack() {
        return wallClock.setBack();
    }

    /** A record's time is over and the client has reported no outcome, although its own limits are shorter. */
    void outcomeOverdue() {
        if (overdueSince == 0) {
            overdueSince = nanoTime.getAsLong();
        }
    }

    void outcomeReceived() {
        if (overdueSince != 0) {
            overdueSince = 0;
        }
    }
}
