package io.mailbridge.soak;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Platforms that send numbered events to a fleet through a load balancer of their own: they give up after 3 s, and retry a
 * second later at the next bridge until they are answered 200.
 */
final class Traffic implements AutoCloseable {
    private static final int TICK_MILLIS = 10;
    private static final int BATCH = 20;
    /** Platforms hold back new events while so many requests wait to be retried. */
    private static final int MOST_WAITING = 3_000;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** No answer in time; 0 is no connection. */
    private static final int TIMED_OUT = -1;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger timedOut = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Latencies recent = new Latencies();
    private final Latencies all = new Latencies();
    private final List<URI> bridges;
    private final Tally tally;
    private final Random chance;
    private volatile int rate;
    private double due;

    private record Request(Platform platform, int first, int count) {}

    /** @param bridges their addresses, without a path */
    Traffic(List<URI> bridges, Tally tally, long seed) {
        this.bridges = bridges;
        this.tally = tally;
        this.chance = new Random(seed);
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on. */
    void rate(int requestsPerSecond) {
        rate = requestsPerSecond;
    }

    /** Sends nothing new, and waits until the last event is answered 200. */
    void rest(Duration limit) {
        rate(0);
        await("answers").atMost(limit).until(() -> waiting.get() == 0);
    }

    int waiting() {
        return waiting.get();
    }

    /** How many requests got which status; 0 without a connection, -1 without an answer in time. */
    Map<Integer, Integer> statuses() {
        synchronized (statuses) {
            return new TreeMap<>(statuses);
        }
    }

    /** Requests to the first bridge that had no answer in time, since the last {@link #forget}. */
    int timedOut() {
        return timedOut.get();
    }

    /** The first requests of a JVM are its slowest. */
    void forget() {
        timedOut.set(0);
    }

    /** Of the answers since the last call. */
    Latencies.Quantiles takeLatencies(double second) {
        return recent.take(second);
    }

    Latencies.Quantiles latencies(double second) {
        return all.quantiles(second);
    }

    private void tick() {
        due = Math.min(due + rate * TICK_MILLIS / 1e3, rate);
        for (; due >= 1; due--) {
            if (waiting.get() < MOST_WAITING) {
                waiting.incrementAndGet();
                send(next(), 0);
            }
        }
    }

    private Request next() {
        int kind = chance.nextInt(10);
        Platform platform = kind < 5 ? Platform.SENDGRID : kind < 8 ? Platform.MAILGUN : Platform.POSTMARK;
        int count = kind == 0 && chance.nextInt(3) == 0 ? BATCH : 1;
        return new Request(platform, tally.next(count), count);
    }

    private void send(Request request, int attempt) {
        int index = (request.first() + attempt) % bridges.size();
        URI bridge = bridges.get(index);
        String body = request.platform().body(request.first(), request.count());
        HttpRequest.Builder built = HttpRequest.newBuilder(
                        bridge.resolve("/webhooks/" + request.platform().provider()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        List<String> headers = request.platform().headers(body);
        if (!headers.isEmpty()) {
            built.headers(headers.toArray(String[]::new));
        }
        tally.sent(request.first(), request.count());
        long sentAt = System.nanoTime();
        http.sendAsync(built.build(), BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            int status = answer != null ? answer.statusCode() : isTimeout(failure) ? TIMED_OUT : 0;
            if (status == TIMED_OUT && index == 0) {
                timedOut.incrementAndGet();
            }
            answered(request, attempt, status, System.nanoTime() - sentAt);
        });
    }

    private static boolean isTimeout(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException;
    }

    private void answered(Request request, int attempt, int status, long nanos) {
        synchronized (statuses) {
            statuses.merge(status, 1, Integer::sum);
        }
        if (status != 0) {
            recent.add(nanos);
            all.add(nanos);
        }
        if (status == 200) {
            tally.accepted(request.first(), request.count());
            waiting.decrementAndGet();
        } else if (!clock.isShutdown()) {
            clock.schedule(() -> send(request, attempt + 1), 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
