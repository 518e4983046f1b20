package io.mailbridge.event;

import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what became of the events, so that the books can be balanced: at rest and per fleet, received = published +
 * buffered + rejected + dropped by a route, and buffered = replayed + parked + depth. A dead letter counts as rejected
 * however it is delivered, so it is left out of the others.
 */
public final class Ledger {
    private final MeterRegistry registry;
    private final Map<Tag, Entry> entries = new ConcurrentHashMap<>();

    public Ledger(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Entry(Counter received, Counter published, Counter buffered, Counter replayed, Counter dropped) {}

    /** Makes the counters of a source, so that they are 0 before its first event. */
    public void open(String source, String provider) {
        entry(new Tag(source, provider, null));
    }

    /** An event of an answered request that is durable. */
    public void received(Tag tag) {
        entry(tag).received().increment();
    }

    /** Events of an answered request that a route took out. */
    public void dropped(Tag tag, int count) {
        if (count > 0) {
            entry(tag).received().increment(count);
            entry(tag).dropped().increment(count);
        }
    }

    /** An event that Kafka acknowledged while its sender waited. */
    public void published(Tag tag) {
        if (!tag.isDeadLetter()) {
            entry(tag).published().increment();
        }
    }

    /** An event whose row is committed. */
    public void buffered(Tag tag) {
        if (!tag.isDeadLetter()) {
            entry(tag).buffered().increment();
        }
    }

    /** An event whose row was deleted after Kafka's acknowledgement. */
    public void replayed(Tag tag) {
        if (!tag.isDeadLetter()) {
            entry(tag).replayed().increment();
        }
    }

    /** A dead letter that is durable. */
    public void rejected(Tag tag) {
        counter("bridge.events.rejected", "Dead letters that are durable", tag, "reason", tag.rejection())
                .increment();
    }

    /**
     * A row that was committed after its request had given up. The sender was told to send it again, but this one waits
     * in the buffer and will be replayed, so it was received all the same.
     */
    public void committedLate(Tag tag) {
        received(new Tag(tag.source(), tag.provider(), null));
        buffered(tag);
        if (tag.isDeadLetter()) {
            rejected(tag);
        }
    }

    /** A row that was moved to parked_event. Dead letters have a counter of their own, outside these sums. */
    public void parked(Tag tag, String reason) {
        Counter parked = tag.isDeadLetter()
                ? counter("bridge.dead.letters.parked", "Dead letters moved to parked_event", tag, "reason", reason)
                : counter("bridge.events.parked", "Events moved to parked_event", tag, "reason", reason);
        parked.increment();
    }

    /** An event of a kind that the profile does not know; it is published all the same. */
    public void unknown(Tag tag) {
        counter("bridge.events.unknown", "Events of a kind that the profile does not know", tag)
                .increment();
    }

    /** A set-up or test message that was answered. */
    public void setupMessage(Tag tag, String message) {
        counter("bridge.setup.messages", "Set-up and test messages answered", tag, "message", message)
                .increment();
    }

    private Entry entry(Tag tag) {
        Entry entry = entries.get(tag);
        return entry != null ? entry : entries.computeIfAbsent(tag, this::register);
    }

    private Entry register(Tag tag) {
        return new Entry(
                counter("bridge.events.received", "Events of requests that became durable, dead letters included", tag),
                counter("bridge.events.published", "Events that Kafka acknowledged for their request", tag),
                counter("bridge.events.buffered", "Events committed to the buffer", tag),
                counter("bridge.events.replayed", "Events of the buffer that Kafka acknowledged", tag),
                counter("bridge.events.dropped.by.route", "Events that an edited route took out", tag));
    }

    private Counter counter(String name, String description, Tag tag, String... further) {
        return Counter.builder(name)
                .description(description)
                .tags("source", tag.source(), "provider", tag.provider())
                .tags(further)
                .register(registry);
    }
}
