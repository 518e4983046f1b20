package io.mailbridge.bench.scale;

import java.util.List;

/**
 * What a rate of events needs.
 *
 * @param buffers deployments with a PostgreSQL each
 * @param replicas of each of them, with two CPUs; with one fewer they still run at three quarters of what they carry
 * @param drainedAfter an outage of an hour, seconds from Kafka's return
 */
public record Sizing(
        double rate,
        double events,
        int partitions,
        int buffers,
        int replicas,
        double diskPerHour,
        double drainedAfter) {
    /** Three quarters of what is carried: p99 is low there (ADR 15). */
    private static final double USED = 0.75;
    /** A buffer is planned for half of what one was measured to take, which leaves the other half for vacuum and checkpoints. */
    private static final double ROWS_PER_BUFFER = 0.5 * 1e6 / Measured.DATABASE_INSERT.value();
    /** What three partitions on one broker took. */
    private static final double PER_PARTITION = 2e6 / Measured.MACHINE_LIVE_HUNDRED.value() / 3;

    private static final int HOUR = 3_600;

    /** @param consumerRate events a second that one consumer processes; each partition has one */
    public static Sizing of(double rate, double events, double consumerRate) {
        if (consumerRate <= 0) {
            throw new IllegalArgumentException(
                    "--consumer-rate is %s; allowed is more than 0".formatted(Quantity.number(consumerRate)));
        }
        int buffers = (int) Math.ceil(rate / ROWS_PER_BUFFER);
        double share = rate / buffers;
        Capacity one = new Capacity(Plan.of(1, rate, events, HOUR));
        double carried = Math.min(one.live().perSecond(), one.buffer().perSecond());
        int replicas = Math.max(2, (int) Math.ceil(share / (USED * carried)) + 1);
        int partitions = Math.max(3, (int) Math.ceil(rate / Math.min(consumerRate, PER_PARTITION)));
        Forecast forecast = Forecast.of(Plan.of(replicas, share, events, HOUR));
        return new Sizing(
                rate,
                events,
                partitions,
                buffers,
                replicas,
                rate * HOUR * Measured.ROW_BYTES.value(),
                forecast.drainedAfter());
    }

    public static String table(List<Sizing> sizings) {
        return TextTable.of(
                List.of(
                        "events/s",
                        "events a request",
                        "partitions",
                        "buffers",
                        "replicas of each",
                        "disk, an hour of outage",
                        "drained after it in"),
                sizings.stream()
                        .map(sizing -> List.of(
                                Quantity.count(sizing.rate()),
                                Quantity.number(sizing.events()),
                                Quantity.count(sizing.partitions()),
                                Quantity.count(sizing.buffers()),
                                Quantity.count(sizing.replicas()),
                                Quantity.size(sizing.diskPerHour()),
                                Quantity.time(sizing.drainedAfter())))
                        .toList());
    }
}
