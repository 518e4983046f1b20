package io.mailbridge.buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/**
 * Counts the rows of buffered_event slice by slice, since one count of all of them reads the whole table: each step
 * counts what came after the last slice, and one slice anew. Rows are added at the end and mostly deleted at the front,
 * so a backlog is known exactly within seconds of its last write, and what was deleted in the middle within one round.
 */
final class RowCount {
    /** Rows of a slice: about 50 MB of the table, 10 to 20 ms where they are in memory. */
    static final int SLICE = 50_000;
    /** Ids are assigned before the commit: a slice is counted once more when every insert of its time has ended. */
    private static final long SETTLE_NANOS = Duration.ofSeconds(6).toNanos();
    /** Counts between two slices counted anew, when a whole round has found nothing changed. */
    private static final int CALM_COUNTS = 5;

    private final List<Slice> slices = new ArrayList<>();
    private Slice asked;
    private long roundAt;
    private boolean changed;
    private boolean calm;
    private int checks;
    private long firstId;
    private boolean firstMoved;
    private long missing;

    /** Rows with ids after {@code after}, up to {@code last}. */
    private static final class Slice {
        private final long after;
        private long last;
        private long rows;
        private long letters;
        private boolean settled;
        private long settlesAt;

        Slice(long after) {
            this.after = after;
        }
    }

    /** Sets the parameters of count-buffer.sql. */
    void ask(Message message, long now) {
        asked = choose(now);
        message.setHeader("slice", SLICE);
        message.setHeader("counted", last());
        message.setHeader("againAfter", asked == null ? 0L : asked.after);
        message.setHeader("againLast", asked == null ? 0L : asked.last);
    }

    private long last() {
        return slices.isEmpty() ? 0 : slices.get(slices.size() - 1).last;
    }

    /** The first slice if its front has moved, else one whose inserts have ended, else the next of the round. */
    private Slice choose(long now) {
        checks++;
        if (slices.isEmpty()) {
            return null;
        }
        if (firstMoved) {
            return slices.get(0);
        }
        for (Slice slice : slices) {
            if (!slice.settled && now - slice.settlesAt >= 0) {
                return slice;
            }
        }
        return calm && checks % CALM_COUNTS != 0 ? null : nextOfRound();
    }

    private Slice nextOfRound() {
        for (Slice slice : slices) {
            if (slice.after >= roundAt) {
                roundAt = slice.last;
                return slice;
            }
        }
        calm = !changed;
        changed = false;
        roundAt = slices.get(0).last;
        return slices.get(0);
    }

    /** Takes the row of count-buffer.sql; all its figures are of one snapshot. */
    void answer(Map<?, ?> row, long now) {
        if (row.get("first_id") == null) {
            clear();
            return;
        }
        long first = number(row, "first_id");
        if (!slices.isEmpty() && first <= slices.get(0).after) {
            // rows before all that were counted: ids start again, or an insert took very long
            clear();
            missing = number(row, "last_id") - first + 1;
            return;
        }
        recount(row, first, now);
        append(row, now);
        long last = last();
        slices.removeIf(slice -> slice.last < first || slice.settled && slice.rows == 0 && slice.last < last);
        missing = number(row, "tail_rows") < SLICE ? 0 : Math.max(0, number(row, "last_id") - last());
    }

    private void recount(Map<?, ?> row, long first, long now) {
        boolean front = asked != null && !slices.isEmpty() && asked == slices.get(0);
        firstMoved = (firstMoved || first != firstId) && !front;
        firstId = first;
        if (asked == null) {
            return;
        }
        long rows = number(row, "again_rows");
        long letters = number(row, "again_letters");
        changed |= rows != asked.rows || letters != asked.letters;
        calm &= !changed;
        asked.rows = rows;
        asked.letters = letters;
        asked.settled |= now - asked.settlesAt >= 0;
    }

    private void append(Map<?, ?> row, long now) {
        long rows = number(row, "tail_rows");
        if (rows == 0) {
            return;
        }
        Slice end = slices.isEmpty() ? null : slices.get(slices.size() - 1);
        if (end == null || end.rows + rows > SLICE) {
            end = new Slice(last());
            slices.add(end);
        }
        end.last = number(row, "tail_last");
        end.rows += rows;
        end.letters += number(row, "tail_letters");
        end.settled = false;
        end.settlesAt = now + SETTLE_NANOS;
    }

    private void clear() {
        slices.clear();
        asked = null;
        missing = 0;
        firstMoved = false;
        roundAt = 0;
    }

    private static long number(Map<?, ?> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    /** True where all known rows are counted. */
    boolean isComplete() {
        return missing == 0;
    }

    /** Rows that were counted, dead letters among them. */
    long rows() {
        return slices.stream().mapToLong(slice -> slice.rows).sum();
    }

    long letters() {
        return slices.stream().mapToLong(slice -> slice.letters).sum();
    }

    /** Upper bound of further rows: ids that the first count of a large table has not reached yet. */
    long missing() {
        return missing;
    }
}
