package io.mailbridge.bench.scale;

/** The figures that the model computes with, each as it was measured and where that is written. Times are microseconds. */
public enum Measured {
    LIVE_SINGLE(51.5, "CPU of a replica per event, requests of one event", "bench/README.md, single events"),
    LIVE_HUNDRED(8.0, "the same, requests of 100 events", "bench/README.md, requests of 100 events"),
    BUFFER_SINGLE(51.2, "the same with Kafka down, requests of one event", "bench/README.md, Kafka down, breaker open"),
    BUFFER_HUNDRED(
            1e6 / 110_200,
            "the same with Kafka down, requests of 100 events",
            "ADR 15: 1,102 requests/s on one processor, Kafka down"),
    MACHINE_LIVE_SINGLE(
            2e6 / 22_284,
            "CPU of all processes together per event, requests of one event",
            "bench/README.md: 22,284/s on two processors"),
    MACHINE_LIVE_HUNDRED(
            2e6 / 173_750, "the same, requests of 100 events", "bench/README.md: 173,750/s on two processors"),
    MACHINE_BUFFER_SINGLE(
            2e6 / 17_909,
            "the same with Kafka down, requests of one event",
            "bench/README.md: 17,909/s on two processors"),
    MACHINE_BUFFER_HUNDRED(
            2e6 / 110_200,
            "the same with Kafka down, requests of 100 events",
            "ADR 15: 1,102 requests/s on two processors, Kafka down"),
    MACHINE_DRAIN(
            2e6 / 58_320, "the same per row of a drain", "bench/README.md, drain: 58,320 rows/s on two processors"),
    LANES(58_320, "rows/s that the lanes of one replica replay", "bench/README.md, drain of 1,000,000 rows"),
    DATABASE_INSERT(
            1e6 / 110_200,
            "CPU of PostgreSQL per row written in full groups, an upper limit",
            "ADR 15: 110,200 rows/s, PostgreSQL and load tool on one processor"),
    DATABASE_DRAIN(
            2e6 / 202_000,
            "CPU of PostgreSQL per row claimed and deleted, an upper limit",
            "ADR 1: 202,000 rows/s by two workers on two processors"),
    ROW_BYTES(1_000, "bytes of a row, table and index", "docs/tuning.md"),
    CALM_MAX_RATE(5_000, "max-rate at which live p99 stays below twice the normal", "bench/README.md, live p99"),
    RECOVERY_SECONDS(
            1, "from the broker's return to the first full batch", "bridge.replay.period: the replay probes Kafka");

    private final double value;
    private final String what;
    private final String source;

    Measured(double value, String what, String source) {
        this.value = value;
        this.what = what;
        this.source = source;
    }

    public double value() {
        return value;
    }

    public String what() {
        return what;
    }

    public String source() {
        return source;
    }

    /** A request costs something and so does each of its events: the line through what was measured at 1 and at 100. */
    static double perEvent(Measured single, Measured hundred, double events) {
        double request = (single.value - hundred.value) / (1 - 1 / 100.0);
        return single.value - request + request / events;
    }
}
