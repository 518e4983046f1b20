package io.mailbridge.support;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/** Concurrent senders with unique events, and a record of every answer they got. */
public final class Load implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(50);
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(500);

    private final LoadPlan plan;
    private final Balancer balancer;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);
    private final HttpClient http;
    private final Queue<LoadAnswer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private final ExecutorService workers;

    Load(LoadPlan plan) {
        this.plan = plan;
        this.balancer = new Balancer(plan.targets());
        this.http = client(plan.sender().tls());
        this.workers = Executors.newFixedThreadPool(plan.workers(), task -> {
            Thread thread = new Thread(task, "load");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < plan.workers(); i++) {
            workers.execute(this::work);
        }
        workers.shutdown();
    }

    private static HttpClient client(SSLContext tls) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
        return (tls == null ? client : client.sslContext(tls)).build();
    }

    /** Waits until the plan is done. */
    public Load await() {
        try {
            Duration limit = plan.limit().plus(CONNECT_LIMIT).plus(plan.sender().patience());
            if (!workers.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The load did not end within " + limit);
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the load was running", e);
        }
    }

    /** Sends nothing more, and waits for the answers under way. */
    public Load stop() {
        stopped.countDown();
        return await();
    }

    @Override
    public void close() {
        stopped.countDown();
        workers.shutdownNow();
    }

    public int answerCount() {
        return answers.size();
    }

    public List<LoadAnswer> answers() {
        return List.copyOf(answers);
    }

    /** Ids of the events whose request was answered 200. */
    public List<String> acceptedIds() {
        return answers.stream()
                .filter(answer -> answer.status() == 200)
                .flatMap(answer -> answer.ids().stream())
                .toList();
    }

    /** Requests that got anything but 200. */
    public List<LoadAnswer> failures() {
        return answers.stream().filter(answer -> answer.status() != 200).toList();
    }

    /** How many requests got which status. */
    public Map<Integer, Long> statuses() {
        return answers.stream().collect(Collectors.groupingBy(LoadAnswer::status, Collectors.counting()));
    }

    public Duration maxLatency() {
        return answers.stream()
                .map(LoadAnswer::latency)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void work() {
        try {
            int number = next.getAndIncrement();
            while (number < plan.requests() && waitForTurn(number)) {
                if (deliver(number) == 0 && pause(PAUSE_AFTER_FAILURE)) {
                    return;
                }
                number = next.getAndIncrement();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when the load is to end */
    private boolean waitForTurn(int number) throws InterruptedException {
        Duration age = Duration.ofNanos(System.nanoTime() - start);
        if (plan.requestsPerSecond() > 0) {
            Duration due = Duration.ofNanos(TimeUnit.SECONDS.toNanos(number) / plan.requestsPerSecond());
            if (due.compareTo(age) > 0) {
                return due.compareTo(plan.limit()) < 0 && !pause(due.minus(age));
            }
        }
        return age.compareTo(plan.limit()) < 0 && stopped.getCount() > 0;
    }

    /** @return true if the load was stopped meanwhile */
    private boolean pause(Duration time) throws InterruptedException {
        return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @return the last status */
    private int deliver(int number) throws InterruptedException {
        List<String> ids = IntStream.range(0, plan.eventsPerRequest())
                .mapToObj(event -> prefix + "-" + number + "-" + event)
                .toList();
        String body = plan.sender().bodies().apply(ids);
        LoadAnswer answer = send(ids, body);
        answers.add(answer);
        for (int attempt = 1; answer.status() != 200 && plan.sender().retries(); attempt++) {
            boolean another = answer.status() == 0 && attempt % balancer.size() != 0;
            if (!another && pause(PAUSE_BEFORE_RETRY)) {
                break;
            }
            answer = send(ids, body);
            answers.add(answer);
        }
        return answer.status();
    }

    private LoadAnswer send(List<String> ids, String body) throws InterruptedException {
        Balancer.Replica replica = balancer.take();
        HttpRequest request = HttpRequest.newBuilder(replica.target())
                .timeout(plan.sender().patience())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        long sent = System.nanoTime();
        int status = 0;
        try {
            status = http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // no answer
        } finally {
            balancer.giveBack(replica, status != 0);
        }
        return new LoadAnswer(replica.target(), ids, body, status, Duration.ofNanos(System.nanoTime() - sent));
    }
}
