package io.mailbridge.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Requests at a constant rate, whether or not earlier ones are answered; of the answers only figures are kept. */
final class Rush {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final LongFunction<byte[]> bodies;
    private final int mostWaiting;
    private final Semaphore places;
    private final AtomicLong next = new AtomicLong();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger withoutRetryAfter = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();

    /**
     * @param statuses how many requests got which status, 0 for no answer
     * @param withoutRetryAfter requests answered 429 or 503 that were not told when to try again
     */
    record Figures(Map<Integer, Integer> statuses, int withoutRetryAfter, Duration slowest) {
        int accepted() {
            return statuses.getOrDefault(200, 0);
        }

        int all() {
            return statuses.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * @param bodies by the number of the request
     * @param mostWaiting requests without an answer at a time; further ones are late
     */
    Rush(URI target, LongFunction<byte[]> bodies, int mostWaiting) {
        this.target = target;
        this.bodies = bodies;
        this.mostWaiting = mostWaiting;
        this.places = new Semaphore(mostWaiting);
    }

    /** As fast as it is answered. */
    Figures send(Duration time) {
        return send(Integer.MAX_VALUE, time);
    }

    CompletableFuture<Figures> begin(int rate, Duration time) {
        return CompletableFuture.supplyAsync(() -> send(rate, time), task -> new Thread(task, "rush").start());
    }

    Figures send(int rate, Duration time) {
        statuses.clear();
        long began = System.nanoTime();
        try {
            for (long number = 0; ; number++) {
                long due = began + TimeUnit.SECONDS.toNanos(number) / rate;
                long now = System.nanoTime();
                if (Math.max(now, due) - began > time.toNanos()) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(due - now);
                places.acquire();
                send();
            }
            places.acquire(mostWaiting);
            places.release(mostWaiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending", e);
        }
        return new Figures(Map.copyOf(statuses), withoutRetryAfter.get(), Duration.ofNanos(slowestNanos.get()));
    }

    private void send() {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bodies.apply(next.getAndIncrement())))
                .build();
        long sent = System.nanoTime();
        http.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            note(answer, System.nanoTime() - sent);
            places.release();
        });
    }

    private void note(HttpResponse<Void> answer, long nanos) {
        int status = answer == null ? 0 : answer.statusCode();
        statuses.merge(status, 1, Integer::sum);
        slowestNanos.accumulateAndGet(nanos, Math::max);
        if ((status == 429 || status == 503)
                && answer.headers().firstValue("Retry-After").isEmpty()) {
            withoutRetryAfter.incrementAndGet();
        }
    }
}
