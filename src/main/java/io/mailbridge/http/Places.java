package io.mailbridge.http;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Bounds the requests in progress. One source holds at most four times as many places as are free, so one whose topic stalls
 * leaves a fifth of all places to the others.
 */
final class Places {
    private static final int TIMES_FREE = 4;
    private static final int SHARE = 8;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, AtomicInteger> takenBySource;

    Places(int most, Collection<String> sources) {
        this.most = most;
        this.takenBySource = sources.stream().collect(Collectors.toMap(name -> name, name -> new AtomicInteger()));
    }

    int taken() {
        return taken.get();
    }

    /** False where there is no place; each one that was taken has to be given back. */
    boolean take(String source) {
        int own = takenBySource.get(source).getAndIncrement();
        int free = most - taken.getAndIncrement();
        if (free > 0 && (takenBySource.size() == 1 || own < TIMES_FREE * free)) {
            return true;
        }
        giveBack(source);
        return false;
    }

    /** Whether few of the requests in progress are of this source. */
    boolean isModest(String source) {
        int own = takenBySource.get(source).get();
        return own == 0 || SHARE * own < taken.get();
    }

    void giveBack(String source) {
        takenBySource.get(source).decrementAndGet();
        taken.decrementAndGet();
    }
}
