package io.mailbridge.http;

import io.mailbridge.settings.FileStamp;
import io.mailbridge.settings.InvalidSetting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a TLS server, read again when they have changed. They are checked when a handshake comes, at most once
 * in 10 s: an idle process does not wake for them. Where they cannot be used, the previous certificate stays in use.
 */
final class TlsFiles {
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final long WARNING_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path certificate;
    private final Path key;
    private final Path clientCa;
    private final LongSupplier nanos;
    private FileStamp stamp;
    private long lastCheck;
    private long lastWarning;
    private volatile TlsMaterial material;

    /** @param clientCa null where clients need no certificate */
    TlsFiles(Path certificate, Path key, Path clientCa, LongSupplier nanos) {
        this.certificate = certificate;
        this.key = key;
        this.clientCa = clientCa;
        this.nanos = nanos;
        this.stamp = stamp();
        this.lastCheck = nanos.getAsLong();
        this.lastWarning = lastCheck - WARNING_PAUSE_NANOS;
        take(TlsMaterial.read(certificate, key, clientCa));
    }

    boolean asksClients() {
        return clientCa != null;
    }

    TlsMaterial current() {
        return material;
    }

    /** Seconds since 1970. */
    long expiresAt() {
        return end(material).getEpochSecond();
    }

    /** Called for each handshake, on an event loop. */
    synchronized void readAgainIfDue() {
        long now = nanos.getAsLong();
        if (now - lastCheck < PAUSE_NANOS) {
            return;
        }
        lastCheck = now;
        FileStamp found = stamp();
        if (found.equals(stamp)) {
            return;
        }
        try {
            take(TlsMaterial.read(certificate, key, clientCa));
            stamp = found;
        } catch (InvalidSetting e) {
            // checked again: perhaps only one of the files has been exchanged yet
            if (now - lastWarning >= WARNING_PAUSE_NANOS) {
                lastWarning = now;
                LOG.warn("The new certificate cannot be used, the previous one stays in use: {}", e.getMessage());
            }
        }
    }

    private void take(TlsMaterial taken) {
        material = taken;
        Instant end = end(taken);
        String subject = taken.chain().get(0).getSubjectX500Principal().getName();
        if (end.isAfter(Instant.now())) {
            LOG.info("Webhooks take TLS{}, with the certificate of {}, valid until {}", asked(), subject, end);
        } else {
            LOG.warn("The certificate of {} in {} has expired on {}", subject, certificate, end);
        }
    }

    private static Instant end(TlsMaterial material) {
        return material.chain().get(0).getNotAfter().toInstant();
    }

    private String asked() {
        return asksClients() ? " from clients with a certificate" : "";
    }

    private FileStamp stamp() {
        return FileStamp.of(
                Stream.of(certificate, key, clientCa).filter(Objects::nonNull).toList());
    }
}
