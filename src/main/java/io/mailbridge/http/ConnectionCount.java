package io.mailbridge.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many connections there are, and how many of them have a request under way. */
final class ConnectionCount {
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder underWay = new LongAdder();

    int opened() {
        return open.incrementAndGet();
    }

    int closed() {
        return open.decrementAndGet();
    }

    int open() {
        return open.get();
    }

    void underWay(int change) {
        underWay.add(change);
    }

    long underWay() {
        return underWay.sum();
    }
}
