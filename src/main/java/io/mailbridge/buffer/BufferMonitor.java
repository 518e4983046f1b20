package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the buffer: whether it takes rows, from watch-buffer's checks and from the writes; and how many
 * wait, from a count that each check continues. A count that takes long is followed by a pause of twenty times as long.
 * While nothing waits and this process writes nothing, one check in 5 s is enough, and the other routes need not run.
 */
public final class BufferMonitor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BufferMonitor.class);
    private static final int LOAD_DIVISOR = 20;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long REST_NANOS = Duration.ofSeconds(5).toNanos();

    private enum Step {
        WATCH,
        COUNT,
        TRY
    }

    private final LongSupplier nanoTime;
    private final BufferHealth health;
    private final BufferLimit limit;
    private final RowCount count = new RowCount();
    private final RestEnd restEnd = new RestEnd();
    private final OnceAMinute uncounted;
    private Step step = Step.WATCH;
    private volatile Runnable onTried = () -> {};
    private long countStartedAt;
    private long countDueAt;
    private volatile long dueAt;
    private volatile boolean empty;
    private volatile boolean written = true;
    private volatile long depth;
    private volatile long deadLetters;
    private volatile double oldestAge;

    /** @param maxRows rows that the buffer may hold, 0 for no limit */
    public BufferMonitor(MeterRegistry registry, long maxRows) {
        this(registry, maxRows, System::nanoTime);
    }

    BufferMonitor(MeterRegistry registry, long maxRows, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.health = new BufferHealth(nanoTime);
        this.limit = new BufferLimit(maxRows, nanoTime);
        this.uncounted = new OnceAMinute(nanoTime);
        this.dueAt = nanoTime.getAsLong();
        this.countDueAt = dueAt;
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
                .description("1 while rows can be committed and bridge.buffer.max-rows leaves room")
                .register(registry);
        Gauge.builder("bridge.buffer.usage.ratio", limit::usage)
                .description("Rows by bridge.buffer.max-rows; 0 without a limit")
                .register(registry);
    }

    /** For watch-buffer: sleeps until the next check is due. */
    public IdlePollStrategy restUntilDue(BooleanSupplier isResting) {
        return new IdlePollStrategy(isResting, restEnd, () -> dueAt - nanoTime.getAsLong());
    }

    /** For the replay: sleeps until there are rows, or the checks have ended. */
    public IdlePollStrategy restWhileEmpty(BooleanSupplier isEmpty) {
        return new IdlePollStrategy(isEmpty, restEnd, () -> BufferHealth.STALE_NANOS);
    }

    /** True until the next check is due. */
    public boolean isResting() {
        return nanoTime.getAsLong() - dueAt < 0 && !(written && empty);
    }

    /** Called by watch-buffer before it asks the database. */
    public boolean isDue() {
        if (isResting()) {
            return false;
        }
        step = Step.WATCH;
        dueAt = nanoTime.getAsLong();
        return true;
    }

    /** Takes the row of watch-buffer.sql. */
    public void answered(Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        health.answered((Boolean) row.get("read_only"), (Boolean) row.get("made"));
        step = Step.COUNT;
    }

    /** Sets the parameters of the next count, unless it is too early for one. */
    public boolean isCountDue(Exchange exchange) {
        long now = nanoTime.getAsLong();
        if (now - countDueAt < 0) {
            return false;
        }
        countStartedAt = now;
        // before the query: what is committed while it runs may not be in its answer
        written = false;
        limit.counting();
        count.ask(exchange.getMessage(), now);
        return true;
    }

    /** Takes the row of count-buffer.sql. */
    @Override
    public void process(Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        long now = nanoTime.getAsLong();
        count.answer(row, now);
        limit.counted(count.rows(), count.isComplete());
        deadLetters = count.letters();
        depth = count.rows() + count.missing() - deadLetters;
        oldestAge = ((Number) row.get("oldest_age_seconds")).doubleValue();
        empty = row.get("first_id") == null;
        if (!empty) {
            restEnd.tell();
        }
        pause(now);
        if (empty && health.isAvailable()) {
            dueAt = now + REST_NANOS;
        }
    }

    private void pause(long now) {
        countDueAt = empty ? now : now + Math.min(LONGEST_PAUSE_NANOS, LOAD_DIVISOR * (now - countStartedAt));
    }

    /** True where the last write failed, and only another one can show that writes succeed again. */
    public boolean isInDoubt() {
        boolean doubt = health.isInDoubt();
        step = doubt ? Step.TRY : step;
        return doubt;
    }

    /** The row of try-buffer.sql was committed. */
    public void tried() {
        health.committed();
        onTried.run();
    }

    /** @param action run when a row was committed to try it */
    void whenTried(Runnable action) {
        onTried = action;
    }

    /** A step of watch-buffer failed. */
    void stepFailed(Exception cause) {
        String line = BufferMigration.firstLine(cause);
        switch (step) {
            case WATCH -> health.unreachable(line);
            case TRY -> health.writeFailed(line);
            default -> {
                // there may be rows all the same
                empty = false;
                pause(nanoTime.getAsLong());
                if (uncounted.isDue()) {
                    LOG.warn("The buffer's rows cannot be counted now, trying again: {}", line);
                }
            }
        }
        restEnd.tell();
    }

    /** Reserves room for rows within bridge.buffer.max-rows; whatever is admitted has to be committed or abandoned. */
    boolean admits(int rows) {
        return limit.admit(rows);
    }

    void committed(int rows) {
        limit.settle(rows, true);
        health.committed();
        noteWrite();
    }

    void writeFailed(String cause) {
        health.writeFailed(cause);
        noteWrite();
    }

    private void noteWrite() {
        if (!written) {
            written = true;
            restEnd.tell();
        }
    }

    /** Admitted rows that were not committed. */
    void abandoned(int rows) {
        limit.settle(rows, false);
    }

    /** True while the last count found nothing and this process has written nothing since. */
    public boolean isEmpty() {
        return empty && !written && health.isAvailable();
    }

    /** True while rows can be committed and there is room for them. */
    public boolean isAvailable() {
        return health.isAvailable() && !limit.isFull();
    }

    /** Why the buffer takes no rows; null while it does. */
    public String failure() {
        String failure = health.failure();
        return failure == null && limit.isFull() ? "bridge.buffer.max-rows is reached" : failure;
    }
}
