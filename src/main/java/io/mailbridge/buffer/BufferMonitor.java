package io.mailbridge.buffer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what watch-buffer found: whether the buffer can be reached, how many rows wait and for how long. Counting a
 * million rows takes its time, so the next look waits for twenty times as long as the last one took, but not over 5 s.
 * While nothing waits and this process writes nothing, a look in 5 s is enough, and spares the other routes theirs.
 */
public final class BufferMonitor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BufferMonitor.class);
    private static final int LOAD_DIVISOR = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /** An answer older than this says nothing about now: the route was stopped, or the query hangs. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Clock clock;
    private volatile boolean available;
    private volatile Instant checkedAt = Instant.EPOCH;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile Instant dueAt = Instant.EPOCH;
    private volatile long depth;
    private volatile long deadLetters;
    private volatile double oldestAge;
    private volatile boolean written = true;

    public BufferMonitor(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder("bridge.buffer.depth", () -> depth)
                .description("Events that wait in the buffer")
                .register(registry);
        Gauge.builder("bridge.buffer.dead.letters", () -> deadLetters)
                .description("Dead letters that wait in the buffer")
                .register(registry);
        Gauge.builder("bridge.buffer.oldest.age.seconds", () -> oldestAge)
                .description("Age of the row that waits longest")
                .register(registry);
        Gauge.builder("bridge.buffer.available", () -> isAvailable() ? 1 : 0)
                .description("1 while the buffer answers")
                .register(registry);
    }

    /** Asked by watch-buffer before it counts. */
    public boolean isDue() {
        startedAt = clock.instant();
        if (isResting()) {
            return false;
        }
        // before the query: what is committed while it runs may not be in its answer
        written = false;
        return true;
    }

    /** True until the next look is due. */
    public boolean isResting() {
        return clock.instant().isBefore(dueAt) && !(written && depth + deadLetters == 0);
    }

    /** This process wrote rows, or tried to. */
    public void noteWrite() {
        written = true;
    }

    /** True while the last look found nothing, and no row of this process can have come since. */
    public boolean isEmpty() {
        return !written && depth + deadLetters == 0 && isAvailable();
    }

    /** Takes the row that buffer-depth.sql returned. */
    @Override
    public void process(Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        depth = ((Number) row.get("depth")).longValue();
        deadLetters = ((Number) row.get("dead_letters")).longValue();
        oldestAge = ((Number) row.get("oldest_age_seconds")).doubleValue();
        Instant now = clock.instant();
        Duration wait = Duration.between(startedAt, now).multipliedBy(LOAD_DIVISOR);
        boolean rested = depth + deadLetters == 0;
        dueAt = now.plus(wait.compareTo(LONGEST_WAIT) < 0 && !rested ? wait : LONGEST_WAIT);
        checkedAt = now;
        if (!available) {
            available = true;
            LOG.info("The buffer is available, {} events wait", depth);
        }
    }

    /** Takes the failure of a look. */
    void unavailable(Exception cause) {
        if (available || checkedAt.equals(Instant.EPOCH)) {
            LOG.warn("The buffer is not available: {}", BufferMigration.firstLine(cause));
        }
        available = false;
        checkedAt = clock.instant();
        dueAt = checkedAt;
    }

    /** True while the last look, not long ago, found the tables. */
    public boolean isAvailable() {
        return available && clock.instant().isBefore(latestAnswer());
    }

    private Instant latestAnswer() {
        Instant next = checkedAt.isAfter(dueAt) ? checkedAt : dueAt;
        return next.plus(STALE);
    }
}
