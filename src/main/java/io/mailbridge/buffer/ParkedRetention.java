package io.mailbridge.buffer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets expire-events delete rows that were parked too long ago, once a minute, if the operator wants that. */
public final class ParkedRetention implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetention.class);
    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final MeterRegistry registry;
    private final Duration retention;
    private final LongSupplier nanoTime;
    private volatile long dueAt;

    /** @param retention zero keeps parked rows */
    public ParkedRetention(MeterRegistry registry, Duration retention) {
        this(registry, retention, System::nanoTime);
    }

    ParkedRetention(MeterRegistry registry, Duration retention, LongSupplier nanoTime) {
        this.registry = registry;
        this.retention = retention;
        this.nanoTime = nanoTime;
        this.dueAt = nanoTime.getAsLong();
    }

    /** Called by expire-events; always false without a retention. */
    public boolean isDue() {
        return !retention.isZero() && nanoTime.getAsLong() - dueAt >= 0;
    }

    /** Takes the rows of discard-parked.sql, one for each reason; if there are any, the next batch follows at once. */
    @Override
    public void process(Exchange exchange) {
        List<?> reasons = exchange.getMessage().getBody(List.class);
        if (reasons.isEmpty()) {
            dueAt = nanoTime.getAsLong() + PERIOD_NANOS;
            return;
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
        for (Object element : reasons) {
            Map<?, ?> row = (Map<?, ?>) element;
            String reason = (String) row.get("reason");
            double rows = ((Number) row.get("discarded")).doubleValue();
            Counter.builder("bridge.parked.discarded")
                    .description("Rows of parked_event older than bridge.buffer.parked-retention")
                    .tags("reason", reason)
                    .register(registry)
                    .increment(rows);
            LOG.warn(
                    "{} rows parked as {} were older than bridge.buffer.parked-retention and are deleted",
                    (long) rows,
                    reason);
        }
    }
}
