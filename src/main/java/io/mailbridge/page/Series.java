package io.mailbridge.page;

/** What the history keeps, under the names that the page reads. */
enum Series {
    RECEIVED("received", "bridge.events.received"),
    PUBLISHED("published", "bridge.events.published"),
    BUFFERED("buffered", "bridge.events.buffered"),
    REPLAYED("replayed", "bridge.events.replayed"),
    REJECTED("rejected", "bridge.events.rejected"),
    P50("p50Millis", null),
    P99("p99Millis", null),
    DEPTH("depth", "bridge.buffer.depth"),
    OLDEST_AGE("oldestAgeSeconds", "bridge.buffer.oldest.age.seconds"),
    IN_FLIGHT("inFlight", "bridge.requests.in.flight"),
    HEAP("heapBytes", null);

    private final String shown;
    private final String metric;

    Series(String shown, String metric) {
        this.shown = shown;
        this.metric = metric;
    }

    String shown() {
        return shown;
    }

    /** What happened in a step, known afterwards too: NaN where no request came. */
    boolean isOfTheStep() {
        return ordinal() <= P99.ordinal();
    }

    /** Its value at the end of a step that began with the other reading. */
    double value(Reading before, Reading now) {
        return switch (this) {
            case P50 -> now.latencies().since(before.latencies()).percentile(0.5);
            case P99 -> now.latencies().since(before.latencies()).percentile(0.99);
            case HEAP ->
                (double) Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
            case RECEIVED, PUBLISHED, BUFFERED, REPLAYED, REJECTED ->
                Math.max(0, now.sum(metric) - before.sum(metric)) / now.seconds(before);
            default -> now.sum(metric);
        };
    }
}
