package io.mailbridge.support;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** How much load, at most: it ends at the number of requests or at the time limit, whichever comes first. */
public record LoadPlan(
        List<URI> targets,
        Sender sender,
        int workers,
        int requests,
        int eventsPerRequest,
        int requestsPerSecond,
        Duration limit) {

    /** 1,000 single-event requests from 8 workers as fast as they are answered, for a minute at most. */
    public static LoadPlan to(URI target) {
        return to(List.of(target));
    }

    /** The same to replicas behind a load balancer. */
    public static LoadPlan to(List<URI> targets) {
        return new LoadPlan(targets, Sender.ONCE, 8, 1_000, 1, 0, Duration.ofMinutes(1));
    }

    public LoadPlan as(Sender behaviour) {
        return new LoadPlan(targets, behaviour, workers, requests, eventsPerRequest, requestsPerSecond, limit);
    }

    public LoadPlan withWorkers(int count) {
        return new LoadPlan(targets, sender, count, requests, eventsPerRequest, requestsPerSecond, limit);
    }

    public LoadPlan withRequests(int count) {
        return new LoadPlan(targets, sender, workers, count, eventsPerRequest, requestsPerSecond, limit);
    }

    public LoadPlan withEventsPerRequest(int count) {
        return new LoadPlan(targets, sender, workers, requests, count, requestsPerSecond, limit);
    }

    /** 0: as fast as the workers get answers. */
    public LoadPlan withRequestsPerSecond(int rate) {
        return new LoadPlan(targets, sender, workers, requests, eventsPerRequest, rate, limit);
    }

    public LoadPlan withLimit(Duration time) {
        return new LoadPlan(targets, sender, workers, requests, eventsPerRequest, requestsPerSecond, time);
    }

    public Load start() {
        return new Load(this);
    }
}
