package io.mailbridge.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Fetches the certificates that Amazon SNS signs with, trusts them only with a chain to a root, and keeps them. Failures
 * are kept for a while too: a flood of made-up addresses must not become a flood of fetches.
 */
public final class SnsCertificates implements CertificateSource {
    private static final int MOST_KEPT = 32;
    private static final int MOST_FETCHES = 4;
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);

    private final Fetcher fetcher;
    private final CertificateTrust trust;
    private final Clock clock;
    private final Semaphore fetches = new Semaphore(MOST_FETCHES);
    private final Map<URI, Kept> kept = new LinkedHashMap<>();

    /** @param fetcher gets the file; it has to answer within the time that a request may take */
    public SnsCertificates(Fetcher fetcher, CertificateTrust trust, Clock clock) {
        this.fetcher = fetcher;
        this.trust = trust;
        this.clock = clock;
    }

    @Override
    public X509Certificate certificate(URI url) throws IOException, CertificateException {
        Kept known = known(url);
        if (known == null) {
            known = fetch(url);
        }
        if (known.failure() instanceof CertificateException untrusted) {
            throw untrusted;
        }
        if (known.certificate() == null) {
            throw new IOException("the certificate could not be fetched");
        }
        known.certificate().checkValidity(java.util.Date.from(clock.instant()));
        return known.certificate();
    }

    private Kept known(URI url) {
        synchronized (kept) {
            Kept known = kept.get(url);
            return known != null && clock.instant().isBefore(known.until()) ? known : null;
        }
    }

    private Kept fetch(URI url) throws IOException {
        if (!fetches.tryAcquire()) {
            throw new IOException("too many certificates are being fetched");
        }
        try {
            Kept fetched = fetched(url);
            keep(url, fetched);
            return fetched;
        } finally {
            fetches.release();
        }
    }

    private Kept fetched(URI url) {
        Instant now = clock.instant();
        try {
            List<X509Certificate> chain = parse(fetcher.get(url));
            trust.check(chain, now);
            return new Kept(chain.get(0), null, now.plus(KEPT));
        } catch (IOException | CertificateException e) {
            return new Kept(null, e, now.plus(FAILURE_KEPT));
        }
    }

    private void keep(URI url, Kept fetched) {
        synchronized (kept) {
            kept.remove(url);
            kept.put(url, fetched);
            if (kept.size() > MOST_KEPT) {
                // failures first: made-up addresses must not displace the one that is in use
                URI oldest = kept.entrySet().stream()
                        .filter(entry -> entry.getValue().certificate() == null)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(kept.keySet().iterator().next());
                kept.remove(oldest);
            }
        }
    }

    private static List<X509Certificate> parse(byte[] pem) throws CertificateException {
        Collection<? extends java.security.cert.Certificate> found =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        List<X509Certificate> chain = new ArrayList<>();
        found.forEach(certificate -> chain.add((X509Certificate) certificate));
        if (chain.isEmpty()) {
            throw new CertificateException("the file holds no certificate");
        }
        return chain;
    }

    /** @param failure null where there is a certificate */
    private record Kept(X509Certificate certificate, Exception failure, Instant until) {}
}
