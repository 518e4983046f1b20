package io.mailbridge.http;

import java.util.concurrent.atomic.AtomicLong;

/** What one connection has read ahead of answers, and with it all of its server. Used by the connection's event loop. */
final class ReadAhead {
    /** Bytes of one connection, a header field counted as {@link #WEIGHT_OF_FIELD}. */
    private static final int MOST = 32 << 10;

    private static final int WEIGHT_OF_FIELD = 100;

    private final Total total;
    private int weight;
    private boolean full;

    /** What all connections of a server have read ahead. */
    static final class Total {
        private static final long SHARE_OF_HEAP = 64;

        private final AtomicLong weight = new AtomicLong();
        private final long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    ReadAhead(Total total) {
        this.total = total;
    }

    void add(int bytes, int fields) {
        int more = bytes + fields * WEIGHT_OF_FIELD;
        weight += more;
        full = total.weight.addAndGet(more) > total.most || weight > MOST;
    }

    /** Whether no further request may be read before the answers. */
    boolean isFull() {
        return full;
    }

    /** All answers are sent, or the connection is gone. */
    void clear() {
        if (weight > 0) {
            total.weight.addAndGet(-weight);
        }
        weight = 0;
        full = false;
    }
}
