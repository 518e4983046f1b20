package io.mailbridge.faults;

import static org.awaitility.Awaitility.await;

import io.mailbridge.support.Load;
import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Sender;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Two platforms that send until they are stopped: one an event a request, one batches; every 20th event is malformed. */
final class Platforms implements AutoCloseable {
    static final int REQUESTS_PER_SECOND = 250;

    private static final int BATCHES_PER_SECOND = 20;
    private static final int BATCH = 5;
    private static final int LARGE_BATCH = 100;
    private static final int MALFORMED = 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LoadPlan plan;
    private final List<Load> loads;

    private Platforms(LoadPlan plan, List<Load> loads) {
        this.plan = plan;
        this.loads = new ArrayList<>(loads);
    }

    /** @param webhooks of all replicas, behind a load balancer */
    static Platforms sendTo(List<URI> webhooks) {
        // enough workers for the second in which requests wait for Kafka's timeout
        LoadPlan plan = LoadPlan.to(webhooks)
                .as(Sender.platform(Platforms::body))
                .withRequests(Integer.MAX_VALUE)
                .withLimit(LIMIT);
        return new Platforms(
                plan,
                List.of(
                        plan.withWorkers(64)
                                .withRequestsPerSecond(REQUESTS_PER_SECOND - BATCHES_PER_SECOND)
                                .start(),
                        plan.withWorkers(16)
                                .withEventsPerRequest(BATCH)
                                .withRequestsPerSecond(BATCHES_PER_SECOND)
                                .start()));
    }

    private static String body(List<String> ids) {
        return ids.stream().map(Platforms::event).collect(Collectors.joining(",", "[", "]"));
    }

    private static String event(String id) {
        String array = SendGridEvents.batch(List.of(id));
        String event = array.substring(1, array.length() - 1);
        return Math.floorMod(id.hashCode(), MALFORMED) == 0
                ? event.replace("\"event\":\"delivered\"", "\"event\":7")
                : event;
    }

    /** Waits for so many further answers, whatever they are. */
    void awaitFurther(int answers) {
        int until = answerCount() + answers;
        await("answers").atMost(LIMIT).until(() -> answerCount() >= until);
    }

    /** Sends so many further events, as fast as they are answered, and waits until all are. */
    void sendBacklog(int events) {
        Load backlog = plan.withWorkers(4)
                .withRequests(events / LARGE_BATCH)
                .withEventsPerRequest(LARGE_BATCH)
                .start();
        loads.add(backlog);
        backlog.await();
    }

    private int answerCount() {
        return loads.stream().mapToInt(Load::answerCount).sum();
    }

    List<LoadAnswer> stop() {
        loads.forEach(Load::stop);
        return loads.stream().flatMap(load -> load.answers().stream()).toList();
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
    }
}
