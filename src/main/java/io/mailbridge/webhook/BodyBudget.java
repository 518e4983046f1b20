package io.mailbridge.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all bodies held at a time, so that a burst of large requests costs answers, not the heap. */
final class BodyBudget {
    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit bytes */
    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** The share of one request, used by its event loop only. */
    Share share() {
        return new Share();
    }

    final class Share {
        private long own;

        /** Takes bytes, or refuses them where the budget is spent. */
        boolean take(int bytes) {
            if (taken.addAndGet(bytes) > limit) {
                taken.addAndGet(-bytes);
                return false;
            }
            own += bytes;
            return true;
        }

        /** Gives all of the share back; further calls change nothing. */
        void release() {
            taken.addAndGet(-own);
            own = 0;
        }
    }
}
