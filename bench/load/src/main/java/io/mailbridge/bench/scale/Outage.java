package io.mailbridge.bench.scale;

/**
 * The model: events and rows flow at constant rates until Kafka returns, the buffer is full or it is empty, so a run is
 * a few steps, exact and the same each time.
 */
final class Outage {
    private static final double CALM = Measured.CALM_MAX_RATE.value();

    private final Plan plan;
    private final Capacity capacity;
    private double now;
    private double published;
    private double buffered;
    private double replayed;
    private double refused;
    private String refusedBy = "";
    private double firstRefusal = Double.NaN;

    Outage(Plan plan) {
        this.plan = plan;
        this.capacity = new Capacity(plan);
    }

    Forecast run() {
        double replayBegins = plan.outageSeconds() + Measured.RECOVERY_SECONDS.value();
        fill(replayBegins);
        double peak = waiting();
        Limit drain = capacity.drain(Math.min(plan.rate(), capacity.live().perSecond()));
        boolean drains = peak == 0 || drain.perSecond() > 0;
        if (drains) {
            drain(peak / drain.perSecond(), drain.perSecond());
        }
        double drainedAfter = drains ? now - plan.outageSeconds() : Double.POSITIVE_INFINITY;
        boolean calm = plan.maxRate() > 0 && plan.maxRate() <= CALM;
        return new Forecast(
                plan,
                plan.rate() * now,
                published,
                buffered,
                replayed,
                waiting(),
                refused,
                refusedBy,
                firstRefusal,
                peak * Measured.ROW_BYTES.value(),
                drain.perSecond(),
                drain.cause(),
                drainedAfter,
                calm ? Measured.RECOVERY_SECONDS.value() : drainedAfter);
    }

    /** Kafka is down: what arrives is buffered at the rate that replicas and PostgreSQL carry, until the buffer is full. */
    private void fill(double until) {
        Limit rate = capacity.buffer();
        Limit rows = capacity.rows();
        double stored = Math.min(plan.rate(), rate.perSecond());
        double fullAt = Math.min(until, rows.perSecond() / stored);
        if (fullAt > 0) {
            refuse(plan.rate() - stored, fullAt, rate.cause());
            buffered += stored * fullAt;
            now = fullAt;
        }
        refuse(plan.rate(), until - now, rows.cause());
        now = until;
    }

    /** Kafka is back: live traffic is published, the buffer drains beside it. */
    private void drain(double seconds, double rowsPerSecond) {
        Limit live = capacity.live();
        double taken = Math.min(plan.rate(), live.perSecond());
        refuse(plan.rate() - taken, seconds, live.cause());
        published += taken * seconds;
        replayed += rowsPerSecond * seconds;
        now += seconds;
    }

    private void refuse(double perSecond, double seconds, String cause) {
        double events = perSecond * seconds;
        if (events > 0) {
            if (refusedBy.isEmpty()) {
                refusedBy = cause;
                firstRefusal = now;
            }
            refused += events;
        }
    }

    private double waiting() {
        return buffered - replayed;
    }
}
