package io.mailbridge.demo;

import io.mailbridge.audit.MetricsPage;

/** The demo's status line, printed once a second: where the events are. */
record DemoStatus(
        long received, long published, long buffered, long replayed, long depth, String breaker, String kafka) {

    static DemoStatus of(MetricsPage metrics, String kafka) {
        return new DemoStatus(
                total(metrics, "received"),
                total(metrics, "published"),
                total(metrics, "buffered"),
                total(metrics, "replayed"),
                Math.round(metrics.sum("bridge_buffer_depth")),
                breakerOf(metrics),
                kafka);
    }

    String text() {
        return "received %,7d   published %,7d   buffered %,7d   replayed %,7d   depth %,7d   breaker %-9s   kafka %s"
                .formatted(received, published, buffered, replayed, depth, breaker, kafka);
    }

    private static long total(MetricsPage metrics, String what) {
        return Math.round(metrics.sum("bridge_events_" + what + "_total"));
    }

    /** The metric has one series per state; the breaker is in the one at 1. */
    private static String breakerOf(MetricsPage metrics) {
        return metrics.named("resilience4j_circuitbreaker_state").stream()
                .filter(series -> series.value() == 1)
                .map(series -> series.labels().getOrDefault("state", "unknown").replace('_', '-'))
                .findFirst()
                .orElse("unknown");
    }
}
