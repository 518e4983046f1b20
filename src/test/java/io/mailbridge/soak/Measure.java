package io.mailbridge.soak;

import java.util.function.ToDoubleFunction;

/**
 * What must not grow, and by how much two medians at rest may differ for other reasons: code that is still being
 * compiled, a heap that is resized, connections that happen to be open. Whatever grows by more is called a leak. After a
 * run of an hour 4 MB of heap are 9 bytes for each event.
 */
enum Measure {
    RESIDENT("resident memory", "MB", 40, Sample::residentMb),
    LIVE("heap after a full collection", "MB", 4, Sample::liveMb),
    DIRECT("direct buffers of NIO", "MB", 2, Sample::directMb),
    NON_HEAP("classes and compiled code", "MB", 8, Sample::nonHeapMb),
    DESCRIPTORS("descriptors", "", 10, Sample::descriptors),
    THREADS("threads", "", 6, Sample::threads),
    SERIES("series of the metrics page", "", 20, Sample::series),
    TABLE("the buffer's table on disk", "MB", 16, Sample::tableMb);

    private final String title;
    private final String unit;
    private final double limit;
    private final ToDoubleFunction<Sample> of;

    Measure(String title, String unit, double limit, ToDoubleFunction<Sample> of) {
        this.title = title;
        this.unit = unit;
        this.limit = limit;
        this.of = of;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    double limit() {
        return limit;
    }

    double of(Sample sample) {
        return of.applyAsDouble(sample);
    }
}
