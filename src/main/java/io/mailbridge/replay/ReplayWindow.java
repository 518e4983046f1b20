package io.mailbridge.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which part of the buffer a run claims from. Usually that is all of it. While a topic is out of service its rows are
 * passed over: a look-ahead of bounded size finds the first row that can be sent, and claims do not read again what is
 * before it. From time to time it starts from the beginning, for rows that another replica gave back or that came late.
 */
final class ReplayWindow {
    /** As in replay-events.look-ahead.sql: as many as a run drains, read in some ten milliseconds. */
    static final int ROWS = 20_000;

    private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long SOON_NANOS = Duration.ofSeconds(5).toNanos();
    /** A sweep over many millions of rows is made less often, so that it takes at most a twentieth of the time. */
    private static final int SWEEP_SHARE = 20;

    private final Supplier<Set<String>> outOfService;
    private final Supplier<Set<String>> due;
    private final LongSupplier nanoTime;
    private Set<String> passedOver = Set.of();
    private long from;
    private long upTo = Long.MAX_VALUE;
    private boolean reachesEnd = true;
    private long sweepBegan;
    private long nextSweep;
    private boolean sweeping;
    /** The oldest row of each topic that is passed over. */
    private final Map<String, Long> oldest = new HashMap<>();
    /** Topics that the last run should have tried. */
    private final Set<String> tried = new HashSet<>();

    /**
     * @param outOfService topics whose rows are passed over
     * @param due those of them that may be tried now
     */
    ReplayWindow(Supplier<Set<String>> outOfService, Supplier<Set<String>> due, LongSupplier nanoTime) {
        this.outOfService = outOfService;
        this.due = due;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a run.
     *
     * @return true where a look-ahead is needed before it claims
     */
    boolean begin() {
        Set<String> out = outOfService.get();
        long now = nanoTime.getAsLong();
        if (!out.containsAll(passedOver) || !out.isEmpty() && now - nextSweep >= 0 && !sweeping) {
            beginSweep(now);
        }
        passedOver = out;
        oldest.keySet().retainAll(out);
        upTo = Long.MAX_VALUE;
        reachesEnd = true;
        if (out.isEmpty()) {
            from = 0;
            sweeping = false;
        }
        return !out.isEmpty();
    }

    private void beginSweep(long now) {
        from = 0;
        sweeping = true;
        sweepBegan = now;
        nextSweep = now + SWEEP_NANOS;
    }

    /** Takes what the look-ahead found: one row for each topic, with the columns topic, first, last and rows. */
    void lookedAhead(List<Map<String, Object>> found) {
        long rows = 0;
        long last = from;
        long flowing = Long.MAX_VALUE;
        for (Map<String, Object> row : found) {
            String topic = (String) row.get("topic");
            long first = ((Number) row.get("first")).longValue();
            rows += ((Number) row.get("rows")).longValue();
            last = Math.max(last, ((Number) row.get("last")).longValue());
            if (passedOver.contains(topic)) {
                oldest.merge(topic, first, Math::min);
            } else {
                flowing = Math.min(flowing, first);
            }
        }
        upTo = last;
        from = Math.min(flowing - 1, last);
        reachesEnd = rows < ROWS;
        if (reachesEnd && sweeping) {
            sweeping = false;
            long now = nanoTime.getAsLong();
            nextSweep = now + Math.max(SWEEP_NANOS, SWEEP_SHARE * (now - sweepBegan));
        }
    }

    /** What this run looked ahead at is claimed, by this replica or by others: the next look-ahead begins after it. */
    void skip() {
        from = upTo;
    }

    /** True where there are rows after those that this run claims from. */
    boolean hasMore() {
        return !reachesEnd;
    }

    long from() {
        return from;
    }

    Claim claim(long after, int limit) {
        return new Claim(Math.max(from, after), upTo, limit, passedOver, false);
    }

    /**
     * One row for each topic that is due for a try, as far as one is known.
     *
     * @param most topics at a time
     */
    List<Claim> trials(int most) {
        Set<String> dueNow = due.get();
        tried.retainAll(dueNow);
        if (!tried.isEmpty()) {
            // still due, so nothing was sent: its row is gone
            oldest.keySet().removeAll(tried);
            nextSweep = Math.min(nextSweep, nanoTime.getAsLong() + SOON_NANOS);
            tried.clear();
        }
        List<Claim> trials = new ArrayList<>();
        for (String topic : new TreeSet<>(dueNow)) {
            Long id = oldest.get(topic);
            if (id != null && trials.size() < most) {
                trials.add(new Claim(id - 1, id, 1, Set.of(), true));
                tried.add(topic);
            }
        }
        return trials;
    }
}
