package io.mailbridge.signature;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the files in which platforms publish their public keys, and renews them: daily, and when a signature is of another key, but
 * not for each wrong signature of a stranger. What is kept stays in use while a renewal fails.
 */
final class PublishedKeys {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration LEAST_AGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Fetcher fetcher;
    private final Clock clock;
    private final Duration patience;
    private final Executor fetches;
    private final Map<URI, File> files = new ConcurrentHashMap<>();

    /** @param patience the longest wait of a request */
    PublishedKeys(Fetcher fetcher, Clock clock, Duration patience) {
        this.fetcher = fetcher;
        this.clock = clock;
        this.patience = patience;
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(2, 2, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "published-keys");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        fetches = executor;
    }

    /**
     * What the file holds.
     *
     * @param url one of few, which profiles fix
     * @param wrong what was given before and does not verify a signature; null at first
     * @return the same array while it is not newer
     * @throws IOException when it cannot be fetched now
     */
    byte[] get(URI url, byte[] wrong) throws IOException {
        return files.computeIfAbsent(url, File::new).get(wrong);
    }

    private final class File {
        private final URI url;
        private byte[] kept;
        private Instant fetchedAt;
        private Instant failedAt;
        private CompletableFuture<byte[]> underWay;

        File(URI url) {
            this.url = url;
        }

        byte[] get(byte[] wrong) throws IOException {
            CompletableFuture<byte[]> fetch;
            synchronized (this) {
                boolean isGood = kept != null && kept != wrong;
                if (isGood && !isOlderThan(KEPT, fetchedAt) || kept != null && !isOlderThan(LEAST_AGE, fetchedAt)) {
                    return kept;
                }
                if (failedAt != null && !isOlderThan(PAUSE, failedAt)) {
                    if (isGood) {
                        return kept;
                    }
                    throw new IOException("the key could not be fetched");
                }
                if (underWay == null) {
                    underWay = CompletableFuture.supplyAsync(this::fetch, fetches);
                }
                if (isGood) {
                    return kept;
                }
                fetch = underWay;
            }
            return await(fetch);
        }

        /** Or of a clock that was set back. */
        private boolean isOlderThan(Duration age, Instant time) {
            Instant now = clock.instant();
            return now.isBefore(time) || !now.isBefore(time.plus(age));
        }

        private byte[] fetch() {
            byte[] file = null;
            try {
                file = fetcher.get(url);
                return file;
            } catch (IOException e) {
                throw new CompletionException(e);
            } finally {
                keep(file);
            }
        }

        private synchronized void keep(byte[] file) {
            underWay = null;
            if (file == null) {
                failedAt = clock.instant();
            } else {
                kept = file;
                fetchedAt = clock.instant();
                failedAt = null;
            }
        }

        private byte[] await(CompletableFuture<byte[]> fetch) throws IOException {
            try {
                return fetch.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException("the key does not come in time");
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted");
            }
        }
    }
}
