package io.mailbridge.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.api.management.ManagedAttribute;

/** The books of this process, and what waits, as attributes of an MBean. */
public abstract class BooksView {
    private final MeterRegistry metrics;

    BooksView(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @ManagedAttribute(description = "Events that became durable since the start, dead letters included")
    public long getReceived() {
        return sum("bridge.events.received");
    }

    @ManagedAttribute(description = "Events that Kafka acknowledged for their request")
    public long getPublished() {
        return sum("bridge.events.published");
    }

    @ManagedAttribute(description = "Events committed to the buffer")
    public long getBuffered() {
        return sum("bridge.events.buffered");
    }

    @ManagedAttribute(description = "Dead letters")
    public long getRejected() {
        return sum("bridge.events.rejected");
    }

    @ManagedAttribute(description = "Events that an edited route took out")
    public long getDropped() {
        return sum("bridge.events.dropped.by.route");
    }

    @ManagedAttribute(description = "Events of the buffer that Kafka acknowledged")
    public long getReplayed() {
        return sum("bridge.events.replayed");
    }

    @ManagedAttribute(description = "Events that were taken out of the replay")
    public long getParked() {
        return sum("bridge.events.parked");
    }

    @ManagedAttribute(description = "Received less published, buffered, rejected and dropped: 0 at rest")
    public long getInNoBook() {
        return getReceived() - getPublished() - getBuffered() - getRejected() - getDropped();
    }

    @ManagedAttribute(description = "Events that wait in the buffer, of all replicas")
    public long getDepth() {
        return gauge("bridge.buffer.depth");
    }

    @ManagedAttribute(description = "Age of the row that waits longest, in seconds")
    public long getOldestAgeSeconds() {
        return gauge("bridge.buffer.oldest.age.seconds");
    }

    private long sum(String name) {
        return (long) metrics.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private long gauge(String name) {
        return (long) metrics.get(name).gauge().value();
    }
}
