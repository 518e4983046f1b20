package io.mailbridge.bench.scale;

/**
 * What becomes of a fleet in an outage, from Kafka's end until the buffer is empty. At its end
 * arrived = published + replayed + left + refused.
 *
 * @param published live, without the buffer
 * @param buffered rows written in all
 * @param left rows that would never be drained
 * @param refused events answered 503; senders send most of them again, which is not counted
 * @param refusedBy what ran out first, empty if nothing was refused
 * @param firstRefusal seconds after Kafka's end, NaN if nothing was refused
 * @param diskBytes of the table at its largest
 * @param drainRate rows a second
 * @param drainedAfter seconds from Kafka's return, infinite if never
 * @param normalAfter seconds from Kafka's return until live p99 is below twice the normal
 */
public record Forecast(
        Plan plan,
        double arrived,
        double published,
        double buffered,
        double replayed,
        double left,
        double refused,
        String refusedBy,
        double firstRefusal,
        double diskBytes,
        double drainRate,
        String drainLimit,
        double drainedAfter,
        double normalAfter) {
    public static Forecast of(Plan plan) {
        return new Outage(plan).run();
    }

    public boolean drains() {
        return Double.isFinite(drainedAfter);
    }
}
