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
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the certificates that Amazon SNS and others of its protocol sign with, trusts them only with a chain to a root, and keeps them.
 * Failures are kept for a while too: a flood of made-up addresses must not become a flood of fetches.
 */
public final class SnsCertificates implements CertificateSource {
    /**
     * The longest wait of a request: what the attempts of Kafka and the buffer leave of the 3 s that an answer may
     * take. The first request usually times out, and finds the certificate when it is sent again.
     */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private static final int MOST_KEPT = 32;
    private static final int MOST_FETCHES = 4;
    private static final int MOST_WAITING = 16;
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);

    private final Fetcher fetcher;
    private final CertificateTrust trust;
    private final Clock clock;
    private final Duration patience;
    private final PublishedKeys keys;
    private final Executor fetches;
    private final Map<Place, Kept> kept = new LinkedHashMap<>();
    private final Map<Place, CompletableFuture<Kept>> underWay = new HashMap<>();

    /** @param fetcher gets the file */
    public SnsCertificates(Fetcher fetcher, CertificateTrust trust, Clock clock) {
        this(fetcher, trust, clock, PATIENCE);
    }

    SnsCertificates(Fetcher fetcher, CertificateTrust trust, Clock clock, Duration patience) {
        this.patience = patience;
        this.fetcher = fetcher;
        this.trust = trust;
        this.clock = clock;
        this.keys = new PublishedKeys(fetcher, clock, patience);
        this.fetches = fetches();
    }

    private static Executor fetches() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                MOST_FETCHES, MOST_FETCHES, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "sns-certificates");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public X509Certificate certificate(URI url) throws IOException, CertificateException {
        return certificate(url, null);
    }

    @Override
    public X509Certificate certificate(URI url, CertificateRoots roots) throws IOException, CertificateException {
        Place place = new Place(url, roots);
        Kept known = known(place);
        if (known == null) {
            known = await(fetch(place));
        }
        if (known.failure() instanceof CertificateException untrusted) {
            throw untrusted;
        }
        if (known.certificate() == null) {
            throw new IOException("the certificate could not be fetched");
        }
        known.certificate().checkValidity(Date.from(clock.instant()));
        return known.certificate();
    }

    @Override
    public byte[] key(URI url, byte[] wrong) throws IOException {
        return keys.get(url, wrong);
    }

    private synchronized Kept known(Place place) {
        Kept known = kept.get(place);
        Instant now = clock.instant();
        return known != null && now.isBefore(known.until()) && !isOfLaterClock(known, now) ? known : null;
    }

    /** A failure kept from before the wall clock was set back would last as long as that step. */
    private static boolean isOfLaterClock(Kept known, Instant now) {
        return known.failure() != null && now.plus(FAILURE_KEPT).isBefore(known.until());
    }

    /** Requests that need the same certificate share one fetch. */
    private synchronized CompletableFuture<Kept> fetch(Place place) throws IOException {
        CompletableFuture<Kept> fetch = underWay.get(place);
        if (fetch != null) {
            return fetch;
        }
        try {
            fetch = CompletableFuture.supplyAsync(() -> fetched(place), fetches);
        } catch (RejectedExecutionException e) {
            throw new IOException("too many certificates are being fetched");
        }
        underWay.put(place, fetch);
        fetch.whenComplete((outcome, failure) -> keep(place, outcome));
        return fetch;
    }

    private Kept await(CompletableFuture<Kept> fetch) throws IOException {
        try {
            return fetch.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the certificate does not come in time");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private Kept fetched(Place place) {
        try {
            List<X509Certificate> chain = parse(fetcher.get(place.url()));
            if (place.roots() == null) {
                trust.check(chain, clock.instant());
            } else {
                CertificateTrust.check(chain, place.roots().anchors(fetcher), clock.instant());
            }
            // Amazon publishes another certificate under another address
            return new Kept(chain.get(0), null, chain.get(0).getNotAfter().toInstant());
        } catch (IOException | CertificateException e) {
            return new Kept(null, e, clock.instant().plus(FAILURE_KEPT));
        }
    }

    private synchronized void keep(Place place, Kept outcome) {
        underWay.remove(place);
        if (outcome == null) {
            return;
        }
        kept.remove(place);
        kept.put(place, outcome);
        if (kept.size() > MOST_KEPT) {
            // failures first: made-up addresses must not displace the one that is in use
            Place oldest = kept.entrySet().stream()
                    .filter(entry -> entry.getValue().certificate() == null)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(kept.keySet().iterator().next());
            kept.remove(oldest);
        }
    }

    private static List<X509Certificate> parse(byte[] pem) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem))
                .forEach(certificate -> chain.add((X509Certificate) certificate));
        if (chain.isEmpty()) {
            throw new CertificateException("the file holds no certificate");
        }
        return chain;
    }

    /** @param roots null for Amazon's rules */
    private record Place(URI url, CertificateRoots roots) {}

    /** @param failure null where there is a certificate */
    private record Kept(X509Certificate certificate, Exception failure, Instant until) {}
}
