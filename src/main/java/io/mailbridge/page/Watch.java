package io.mailbridge.page;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the bridge once a second, at rest every 5 s, and reads its counters every 10 s, on threads that run anyway: the
 * timers of watch-buffer and of the replay, and the page's requests. So the page shows what was before it was opened, and
 * nothing wakes up for it.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Watched bridge;
    private final LongSupplier nanoTime;
    private final Instant started;
    private final History history;
    private final LastEvents lastEvents = new LastEvents();
    private final Since kafkaSince = new Since();
    private final Since bufferSince = new Since();
    private volatile long lookedAt;

    public Watch(Watched bridge) {
        this(bridge, System::nanoTime);
    }

    Watch(Watched bridge, LongSupplier nanoTime) {
        this.bridge = bridge;
        this.nanoTime = nanoTime;
        this.started = bridge.clock().instant();
        this.history = new History(read());
        this.lookedAt = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /** For a timer that asks this anyway: looks before it answers. */
    public BooleanSupplier first(BooleanSupplier asked) {
        return () -> {
            look();
            return asked.getAsBoolean();
        };
    }

    /** Called as often as the timers run; never fails. */
    public void look() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt < PAUSE_NANOS) {
            return;
        }
        lookedAt = now;
        try {
            Instant at = bridge.clock().instant();
            kafkaSince.note(
                    KafkaState.of(bridge.kafka().connected(), bridge.breaker().state()), at);
            bufferSince.note(bridge.buffer().isAvailable(), at);
            if (history.isDue(now)) {
                Reading reading = read();
                history.take(reading);
                lastEvents.note(bridge.sources().names(), reading, at);
            }
        } catch (RuntimeException e) {
            // what is watched must go on
            LOG.warn("The history misses a step: {}", e.toString());
        }
    }

    /** What the counters say now. */
    Reading read() {
        return new Reading(bridge.metrics(), bridge.kafka().sentByTopic(), nanoTime.getAsLong());
    }

    /** The same for the page, which also shows the last event of each source. */
    Reading readNow() {
        look();
        Reading reading = read();
        lastEvents.note(bridge.sources().names(), reading, bridge.clock().instant());
        return reading;
    }

    History history() {
        return history;
    }

    LastEvents lastEvents() {
        return lastEvents;
    }

    Instant kafkaSince() {
        return kafkaSince.time();
    }

    Instant bufferSince() {
        return bufferSince.time();
    }

    Instant started() {
        return started;
    }

    Instant now() {
        return bridge.clock().instant();
    }

    long nanos() {
        return nanoTime.getAsLong();
    }
}
