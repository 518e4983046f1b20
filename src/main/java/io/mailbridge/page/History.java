package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The last hour in steps of 10 s, in 16 KB whatever happens. It has no clock of its own: whoever runs anyway calls it, and a
 * reading that comes late fills the steps since the last one with what the counters say of all of them.
 */
final class History {
    static final int STEPS = 360;
    static final int STEP_SECONDS = 10;
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(STEP_SECONDS);

    private final Map<Series, float[]> values = new EnumMap<>(Series.class);
    private Reading previous;
    private Reading last;
    /** End of the last complete step. */
    private long endedAt;
    /** Where the oldest step is, and the next one goes. */
    private int next;

    /** @param first at the start of the process */
    History(Reading first) {
        this.last = first;
        this.endedAt = first.nanos();
        for (Series series : Series.values()) {
            float[] unknown = new float[STEPS];
            Arrays.fill(unknown, Float.NaN);
            values.put(series, unknown);
        }
    }

    /** True where a step has ended since the last reading. */
    synchronized boolean isDue(long nanos) {
        return nanos - endedAt >= STEP_NANOS;
    }

    /** Takes a reading; without effect where another one was taken meanwhile. */
    synchronized void take(Reading now) {
        long steps = (now.nanos() - endedAt) / STEP_NANOS;
        if (steps < 1) {
            return;
        }
        endedAt += steps * STEP_NANOS;
        int filled = (int) Math.min(steps, STEPS);
        values.forEach((series, kept) -> {
            float value = (float) series.value(last, now);
            for (int i = 0; i < filled; i++) {
                boolean known = i == filled - 1 || series.isOfTheStep();
                kept[(next + i) % STEPS] = known ? value : Float.NaN;
            }
        });
        next = (next + filled) % STEPS;
        previous = last;
        last = now;
    }

    /** The newest reading that is at least half a step old; null in the first seconds of the process. */
    synchronized Reading before(long nanos) {
        return nanos - last.nanos() >= STEP_NANOS / 2 ? last : previous;
    }

    /** What the values of the last steps sum up to, each times its seconds: the events of a rate. */
    synchronized double total(Series series, int steps) {
        double total = 0;
        for (int i = 1; i <= steps; i++) {
            float value = values.get(series)[Math.floorMod(next - i, STEPS)];
            total += Float.isNaN(value) ? 0 : value * STEP_SECONDS;
        }
        return total;
    }

    /** @param at the time now, by both clocks */
    synchronized ObjectNode json(Instant at, long nanos) {
        ObjectNode history = JsonNodeFactory.instance
                .objectNode()
                .put("stepSeconds", STEP_SECONDS)
                .put("from", at.minusNanos(nanos - endedAt + STEPS * STEP_NANOS).toString());
        ObjectNode series = history.putObject("series");
        values.forEach((name, kept) -> {
            ArrayNode shown = series.putArray(name.shown());
            for (int i = 0; i < STEPS; i++) {
                Figures.add(shown, kept[(next + i) % STEPS]);
            }
        });
        return history;
    }
}
