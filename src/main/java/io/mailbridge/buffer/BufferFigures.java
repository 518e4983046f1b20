package io.mailbridge.buffer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Figures for people: the size of both tables, and what is parked. Read every 5 s while rows wait, else every minute.
 */
public final class BufferFigures implements Processor {
    private static final long BUSY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long REST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int LOAD_DIVISOR = 100;

    private final BooleanSupplier nothingWaits;
    private final LongSupplier nanoTime;
    private final MultiGauge parked;
    private long startedAt;
    private long dueAt;
    private long restUntil;
    private boolean waited = true;
    private volatile long buffered;
    private volatile long parkedBytes;

    public BufferFigures(MeterRegistry registry, BooleanSupplier nothingWaits) {
        this(registry, nothingWaits, System::nanoTime);
    }

    BufferFigures(MeterRegistry registry, BooleanSupplier nothingWaits, LongSupplier nanoTime) {
        this.nothingWaits = nothingWaits;
        this.nanoTime = nanoTime;
        this.dueAt = nanoTime.getAsLong();
        this.restUntil = dueAt;
        size(registry, "buffered_event", () -> buffered);
        size(registry, "parked_event", () -> parkedBytes);
        parked = MultiGauge.builder("bridge.buffer.parked")
                .description("Rows of parked_event, dead letters among them")
                .register(registry);
    }

    private static void size(MeterRegistry registry, String table, Supplier<Number> bytes) {
        Gauge.builder("bridge.buffer.bytes", bytes)
                .description("Size of a table with its indexes")
                .tags("table", table)
                .register(registry);
    }

    /**
     * Called by count-buffer before it measures and before it counts, while rows of this process still count as
     * waiting.
     */
    public boolean isDue() {
        long now = nanoTime.getAsLong();
        boolean waits = !nothingWaits.getAsBoolean();
        // once more when nothing waits: what waited may have been parked
        if (now - dueAt < 0 || !waits && !waited && now - restUntil < 0) {
            return false;
        }
        waited = waits;
        startedAt = now;
        // even if the query fails
        dueAt = now + BUSY_NANOS;
        restUntil = now + REST_NANOS;
        return true;
    }

    /** Takes the rows of measure-buffer.sql: one for each reason, and one without a reason. */
    @Override
    public void process(Exchange exchange) {
        List<MultiGauge.Row<?>> reasons = new ArrayList<>();
        for (Object element : exchange.getMessage().getBody(List.class)) {
            Map<?, ?> row = (Map<?, ?>) element;
            if (row.get("reason") == null) {
                buffered = ((Number) row.get("buffered_bytes")).longValue();
                parkedBytes = ((Number) row.get("parked_bytes")).longValue();
            } else {
                reasons.add(
                        MultiGauge.Row.of(Tags.of("reason", (String) row.get("reason")), (Number) row.get("parked")));
            }
        }
        parked.register(reasons, true);
        long now = nanoTime.getAsLong();
        dueAt = Math.max(dueAt, now + LOAD_DIVISOR * (now - startedAt));
    }
}
