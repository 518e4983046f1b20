package io.mailbridge.soak;

import java.util.Arrays;
import java.util.BitSet;

/** What was sent and what was answered 200, in a byte and a bit for each event. */
final class Tally {
    private byte[] requests = new byte[1 << 16];
    private final BitSet accepted = new BitSet();
    private int events;

    /** @return the first of so many new numbers */
    synchronized int next(int count) {
        int first = events;
        events += count;
        if (events > requests.length) {
            requests = Arrays.copyOf(requests, requests.length * 2);
        }
        return first;
    }

    synchronized void sent(int first, int count) {
        for (int number = first; number < first + count; number++) {
            requests[number] = (byte) Math.min(Byte.MAX_VALUE, requests[number] + 1);
        }
    }

    synchronized void accepted(int first, int count) {
        accepted.set(first, first + count);
    }

    synchronized int events() {
        return events;
    }

    /** How often the event was sent, up to 127. */
    synchronized int requests(int number) {
        return number < events ? requests[number] : 0;
    }

    synchronized boolean isAccepted(int number) {
        return accepted.get(number);
    }

    synchronized int acceptedEvents() {
        return accepted.cardinality();
    }
}
