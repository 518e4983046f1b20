package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how many requests may be in progress. Usually as many as memory allows, since all of them may have to wait for
 * Kafka. In an overload only as many as keep requests about as fast as usual: more would not be answered sooner
 * (docs/adr/0013).
 */
final class Places {
    private static final long WINDOW = Duration.ofMillis(50).toNanos();
    /** Longer than where 2,000 connections are never idle; the strictest platforms wait for 3 s. */
    private static final long LONG_WAIT = Duration.ofMillis(500).toNanos();
    /** Nothing ended for so long: requests wait for Kafka or the buffer, not for each other. */
    private static final long STALL = Duration.ofMillis(200).toNanos();

    private static final long SLACK = Duration.ofMillis(5).toNanos();
    private static final int FEWEST = 4;
    private static final int CROWDED_WINDOWS = 3;
    /** A source with less than an eighth of the places, or with very few, gets one although all are taken. */
    private static final int SHARE = 8;
    /** Rounds with hardly a refusal, after which an overload is over. */
    private static final int CALM_ROUNDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    private static final RareLog RARELY = new RareLog(LOG);

    private final int most;
    private final LongSupplier clock;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, AtomicInteger> takenBySource;
    private final LongAdder ended = new LongAdder();
    private final LongAdder endedNanos = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile int limit;
    private volatile boolean overload;
    private volatile long windowEnd;
    private volatile long target;
    private long windowStart;
    private long usual;
    private int crowdedWindows;
    private int takenBefore;
    private long refusedBefore;
    private long endedInRound;
    private int calmRounds;

    /** @param clock nanoseconds */
    Places(int most, Collection<String> sources, LongSupplier clock) {
        this.most = most;
        this.limit = most;
        this.clock = clock;
        this.takenBySource = sources.stream().collect(Collectors.toMap(name -> name, name -> new AtomicInteger()));
        this.windowStart = clock.getAsLong();
        this.windowEnd = windowStart + WINDOW;
        becomeUsual(SLACK);
    }

    int taken() {
        return taken.get();
    }

    int limit() {
        return limit;
    }

    /** For one request, which says when it begins and when it has its answer. */
    OfSource of(String source) {
        return new OfSource(takenBySource.get(source));
    }

    /** The places of a source. */
    final class OfSource {
        private final AtomicInteger own;

        private OfSource(AtomicInteger own) {
            this.own = own;
        }

        /** Whether a request is to be refused before its body is read. */
        boolean isFull() {
            boolean full = taken.get() >= limit && !isModest(own.get());
            if (full) {
                noteRefusal();
            }
            return full;
        }

        /** False where all places are taken. */
        boolean take() {
            int others = own.getAndIncrement();
            int before = taken.getAndIncrement();
            if (before < limit || before < most && isModest(others)) {
                return true;
            }
            giveBack();
            noteRefusal();
            return false;
        }

        private boolean isModest(int places) {
            return overload && places < Math.max(FEWEST, limit / SHARE);
        }

        /** @param nanos from the request to its answer */
        void leave(long nanos) {
            giveBack();
            ended.increment();
            endedNanos.add(Math.min(nanos, LONG_WAIT));
            if (nanos > target) {
                slow.increment();
            }
            long now = clock.getAsLong();
            if (now - windowEnd >= 0) {
                endWindow(now);
            }
        }

        /** Of a request that the routes have not seen. */
        void giveBack() {
            own.decrementAndGet();
            taken.decrementAndGet();
        }
    }

    /** A request was refused for want of a place or of memory. */
    void noteRefusal() {
        refused.increment();
    }

    /** Whether a request is to be refused since it has waited for a thread so long. */
    boolean isLate(long waited) {
        return overload && waited > 2 * target;
    }

    private synchronized void endWindow(long now) {
        long length = now - windowStart;
        long count = ended.sumThenReset();
        if (now - windowEnd < 0 || count == 0) {
            return;
        }
        long mean = endedNanos.sumThenReset() / count;
        boolean mostlySlow = 2 * slow.sumThenReset() > count;
        endedInRound += count;
        if (overload) {
            fit(count * target / length, mostlySlow, mean);
        } else {
            look(taken.get() * length / count, length, mean);
        }
        windowStart = now;
        windowEnd = now + WINDOW;
    }

    /** @param wait of the next request: the number of those in progress, by how many end in a time (Little's law) */
    private void look(long wait, long length, long mean) {
        long refusals = refused.sum();
        boolean refusing = refusals > refusedBefore;
        boolean crowded = wait > Math.max(LONG_WAIT, 4 * usual) || refusing && wait > target;
        int before = takenBefore;
        takenBefore = taken.get();
        refusedBefore = refusals;
        // after a stall many are in progress as well, and become fewer
        boolean growing = refusing || takenBefore > before;
        crowdedWindows = crowded && growing && length < STALL ? crowdedWindows + 1 : 0;
        if (crowdedWindows >= CROWDED_WINDOWS) {
            crowdedWindows = 0;
            calmRounds = 0;
            overload = true;
            RARELY.warn("More requests come than can be worked on: further ones are asked to retry");
        } else if (!crowded) {
            becomeUsual(usual + (Math.min(mean, 2 * usual) - usual) / 16);
        }
    }

    private void fit(long wanted, boolean mostlySlow, long mean) {
        if (!mostlySlow) {
            limit = Math.min(most, limit + 1 + limit / 20);
            return;
        }
        if (limit <= 2 * FEWEST && mean > usual) {
            // so few do not wait for each other: they take longer now
            becomeUsual(usual + usual / 8);
        }
        limit = (int) Math.min(most, Math.max(FEWEST, Math.min(wanted, limit - limit / 10)));
    }

    private void becomeUsual(long nanos) {
        usual = nanos;
        target = SLACK + 2 * nanos;
    }

    /** Twice a second: whether an overload is over, or the requests in progress wait for something else. */
    synchronized void noteRound() {
        long refusals = refused.sum() - refusedBefore;
        if (overload) {
            refusedBefore += refusals;
            calmRounds = 10 * refusals <= endedInRound ? calmRounds + 1 : 0;
            if (calmRounds >= CALM_ROUNDS) {
                overload = false;
                limit = most;
                LOG.info("Hardly a request is refused any more");
            } else if (endedInRound + ended.sum() == 0) {
                limit = Math.min(most, 2 * limit);
            }
        }
        endedInRound = 0;
    }
}
