package io.mailbridge.page;

import java.time.Instant;

/** Since when something is as it is, as far as it was looked at. */
final class Since {
    private Object value;
    private Instant time;

    synchronized void note(Object now, Instant at) {
        if (!now.equals(value)) {
            value = now;
            time = at;
        }
    }

    synchronized Instant time() {
        return time;
    }
}
