package io.mailbridge.bench;

import java.util.List;

/**
 * A load as it is handed to the load tool.
 *
 * @param rate requests a second at a constant arrival rate; 0: each connection sends as soon as it has an answer
 * @param connections open from the start
 */
record LoadJob(int events, int rate, int connections, int seconds) {
    static LoadJob closed(int events, int connections, int seconds) {
        return new LoadJob(events, 0, connections, seconds);
    }

    /** As many connections as a second has requests, so that a stall of a second opens none. */
    static LoadJob open(int rate, int seconds) {
        return new LoadJob(1, rate, rate, seconds);
    }

    String line(List<String> urls, int sources) {
        return "urls=%s sources=%d events=%d rate=%d connections=%d seconds=%d"
                .formatted(String.join(",", urls), sources, events, rate, connections, seconds);
    }
}
