package io.mailbridge.bench.scale;

/**
 * A fleet and its outage: what a forecast is asked for.
 *
 * @param replicas bridges that share one PostgreSQL
 * @param rate events a second of the whole fleet, constant
 * @param events in each request
 * @param outageSeconds from Kafka's end to its return
 * @param cpus of each replica
 * @param databaseCpus of PostgreSQL
 * @param sharedCpus of a machine that runs everything, load included; 0: each has its own
 * @param maxRate bridge.replay.max-rate, 0 for no limit
 * @param maxRows bridge.buffer.max-rows, 0 for no limit
 * @param diskBytes what the buffer's table may take, 0 for no limit
 * @param kafkaRate events a second that Kafka takes, 0 for no limit
 */
public record Plan(
        int replicas,
        double rate,
        double events,
        double outageSeconds,
        double cpus,
        double databaseCpus,
        double sharedCpus,
        double maxRate,
        double maxRows,
        double diskBytes,
        double kafkaRate) {
    /** @throws IllegalArgumentException naming the value and what is allowed */
    public Plan {
        require(replicas >= 1, "--replicas", replicas, "1 or more");
        require(rate > 0, "--rate", rate, "more than 0");
        require(events >= 1 && events <= 10_000, "--events", events, "from 1 to 10000");
        require(outageSeconds > 0, "--outage", outageSeconds, "more than 0");
        require(cpus > 0, "--cpus", cpus, "more than 0");
        require(databaseCpus > 0, "--database-cpus", databaseCpus, "more than 0");
        require(sharedCpus >= 0, "--shared-cpus", sharedCpus, "0 or more");
        require(maxRate >= 0, "--max-rate", maxRate, "0 or more");
        require(maxRows >= 0, "--max-rows", maxRows, "0 or more");
        require(diskBytes >= 0, "--disk", diskBytes, "0 or more");
        require(kafkaRate >= 0, "--kafka-rate", kafkaRate, "0 or more");
    }

    /** A fleet of replicas with two CPUs each and a PostgreSQL with two, without limits. */
    public static Plan of(int replicas, double rate, double events, double outageSeconds) {
        return new Plan(replicas, rate, events, outageSeconds, 2, 2, 0, 0, 0, 0, 0);
    }

    public Plan onOneMachine(double processors) {
        return new Plan(
                replicas,
                rate,
                events,
                outageSeconds,
                cpus,
                databaseCpus,
                processors,
                maxRate,
                maxRows,
                diskBytes,
                kafkaRate);
    }

    public Plan withMaxRate(double limit) {
        return new Plan(
                replicas,
                rate,
                events,
                outageSeconds,
                cpus,
                databaseCpus,
                sharedCpus,
                limit,
                maxRows,
                diskBytes,
                kafkaRate);
    }

    public Plan withMaxRows(double limit) {
        return new Plan(
                replicas,
                rate,
                events,
                outageSeconds,
                cpus,
                databaseCpus,
                sharedCpus,
                maxRate,
                limit,
                diskBytes,
                kafkaRate);
    }

    private static void require(boolean holds, String option, double value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed is %s".formatted(option, Quantity.number(value), allowed));
        }
    }
}
