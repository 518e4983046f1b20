package io.mailbridge.publish;

import io.mailbridge.event.OutboundRecord;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which topics take no records while Kafka answers for others: missing, forbidden, without a leader or without
 * enough replicas. Their records go straight to the buffer, and are tried one at a time from there.
 */
public final class TopicAvailability {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAvailability.class);

    private final MeterRegistry metrics;
    private final LongSupplier nanoTime;
    private final Map<String, TopicState> states = new ConcurrentHashMap<>();
    /** Read for each record: while it is 0, no topic is looked up. */
    private final AtomicInteger outOfService = new AtomicInteger();

    /** @param fixedTopics whose names depend on no event; each has its gauge from the start */
    public TopicAvailability(Collection<String> fixedTopics, MeterRegistry metrics) {
        this(fixedTopics, metrics, System::nanoTime);
    }

    TopicAvailability(Collection<String> fixedTopics, MeterRegistry metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        fixedTopics.forEach(this::state);
    }

    private TopicState state(String topic) {
        return states.computeIfAbsent(topic, name -> {
            TopicState state = new TopicState();
            Gauge.builder("bridge.topic.available", () -> state.isOut() ? 0 : 1)
                    .description("0 while the topic is out of service and its records wait in the buffer")
                    .tag("topic", name)
                    .register(metrics);
            return state;
        });
    }

    /**
     * Why the record may not be sent now; null where it may, because its topic is in service or the record is the one
     * that tries it.
     */
    TopicUnavailable refusal(OutboundRecord outbound) {
        if (outOfService.get() == 0) {
            return null;
        }
        TopicState state = states.get(outbound.topic());
        return state == null || state.mayPass(outbound.isReplayed(), nanoTime.getAsLong())
                ? null
                : new TopicUnavailable(outbound.topic(), state.reason());
    }

    /**
     * Takes the topic out of service.
     *
     * @param missing Kafka does not know the topic at all, so asking for it is a try
     */
    TopicUnavailable fail(String topic, Exception cause, boolean missing) {
        String reason = reason(cause, missing);
        if (takeOut(topic, reason, missing)) {
            LOG.warn("Topic {} takes no records, they wait in the buffer: {}", topic, reason);
        }
        return new TopicUnavailable(topic, reason);
    }

    /** Takes missing topics out of service, with one line in the log. */
    void missing(List<String> topics) {
        List<String> news = topics.stream()
                .filter(topic -> takeOut(topic, "Kafka does not know it", true))
                .toList();
        if (!news.isEmpty()) {
            LOG.warn(
                    "Kafka has no topic {}: records for it wait in the buffer until it is created",
                    String.join(", ", news));
        }
    }

    /** @return true where this is news for the log */
    private boolean takeOut(String topic, String reason, boolean missing) {
        TopicState state = state(topic);
        synchronized (state) {
            if (!state.isOut()) {
                outOfService.incrementAndGet();
            }
            return state.takeOut(reason, missing, nanoTime.getAsLong());
        }
    }

    /** Kafka took a record of the topic. */
    void acknowledged(String topic) {
        if (outOfService.get() > 0) {
            takeBack(topic);
        }
    }

    /** Kafka knows the topic again. */
    void found(String topic) {
        takeBack(topic);
    }

    private void takeBack(String topic) {
        TopicState state = states.get(topic);
        if (state == null || !state.isOut()) {
            return;
        }
        synchronized (state) {
            if (!state.isOut()) {
                return;
            }
            outOfService.decrementAndGet();
            if (state.takeBack(nanoTime.getAsLong())) {
                LOG.info("Topic {} takes records again", topic);
            }
        }
    }

    /** Topics that the replay passes over. */
    public Set<String> outOfService() {
        return select(state -> true);
    }

    /** Topics out of service that may be tried again by a record of the buffer. */
    public Set<String> due() {
        long now = nanoTime.getAsLong();
        return select(state -> state.isDue(now));
    }

    /** Topics that Kafka does not know. */
    Set<String> missing() {
        return select(TopicState::isMissing);
    }

    private Set<String> select(Predicate<TopicState> wanted) {
        Set<String> topics = new TreeSet<>();
        if (outOfService.get() > 0) {
            states.forEach((topic, state) -> {
                if (state.isOut() && wanted.test(state)) {
                    topics.add(topic);
                }
            });
        }
        return topics;
    }

    /** False while records for this topic wait in the buffer. */
    public boolean isAvailable(String topic) {
        TopicState state = states.get(topic);
        return state == null || !state.isOut();
    }

    /** All topics that were ever out of service, and those whose names depend on no event. */
    public Set<String> known() {
        return new TreeSet<>(states.keySet());
    }

    /** Topics out of service and why. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        outOfService().forEach(topic -> reasons.put(topic, states.get(topic).reason()));
        return reasons;
    }

    private static String reason(Exception cause, boolean missing) {
        return missing && cause.getCause() == null ? "Kafka does not know it" : RootCause.message(cause);
    }
}
