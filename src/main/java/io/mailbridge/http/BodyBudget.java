package io.mailbridge.http;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Bounds the bytes of all bodies held at a time, so that a burst of large requests costs answers, not the heap. Half of
 * it is shared, the other half is divided among the sources: whoever fills the shared half, every other source still
 * has its own part.
 */
final class BodyBudget {
    private final long common;
    private final long own;
    private final AtomicLong takenOfCommon = new AtomicLong();
    private final Map<String, AtomicLong> takenBySource;

    /** @param limit bytes */
    BodyBudget(long limit, Collection<String> sources) {
        this.own = limit / 2 / Math.max(1, sources.size());
        this.common = limit - own * sources.size();
        this.takenBySource = sources.stream().collect(Collectors.toMap(name -> name, name -> new AtomicLong()));
    }

    /** The share of one request, used by its event loop only. */
    Share share(String source) {
        return new Share(takenBySource.get(source));
    }

    final class Share {
        private final AtomicLong takenBySource;
        private long held;

        private Share(AtomicLong takenBySource) {
            this.takenBySource = takenBySource;
        }

        /** Takes bytes, or refuses them where the source's own are spent and so are the common ones. */
        boolean take(int bytes) {
            long ofCommon = move(bytes);
            if (ofCommon > 0 && takenOfCommon.addAndGet(ofCommon) > common) {
                takenOfCommon.addAndGet(-ofCommon);
                giveBack(bytes, ofCommon);
                return false;
            }
            held += bytes;
            return true;
        }

        private void giveBack(long bytes, long ofCommon) {
            // another request of the source may have moved between its own and the common bytes meanwhile
            takenOfCommon.addAndGet(move(-bytes) + ofCommon);
        }

        /** Counts the bytes for the source; the answer is how many of them are beyond its own. */
        private long move(long bytes) {
            long after = takenBySource.addAndGet(bytes);
            return Math.max(0, after - own) - Math.max(0, after - bytes - own);
        }

        /** Gives all of the share back; further calls change nothing. */
        void release() {
            long ofCommon = held == 0 ? 0 : move(-held);
            if (ofCommon != 0) {
                takenOfCommon.addAndGet(ofCommon);
            }
            held = 0;
        }
    }
}
