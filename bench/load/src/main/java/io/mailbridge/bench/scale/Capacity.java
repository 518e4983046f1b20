package io.mailbridge.bench.scale;

import java.util.Arrays;
import java.util.Comparator;

/** How much a fleet publishes, buffers and replays a second, and what sets that limit. */
final class Capacity {
    private final Plan plan;

    Capacity(Plan plan) {
        this.plan = plan;
    }

    /** Events a second that can be published while nothing is replayed. */
    Limit live() {
        return replicas(liveCost(), machineLiveCost());
    }

    /** Events a second that can be buffered while Kafka is down. */
    Limit buffer() {
        Limit replicas = replicas(
                Measured.perEvent(Measured.BUFFER_SINGLE, Measured.BUFFER_HUNDRED, plan.events()),
                Measured.perEvent(Measured.MACHINE_BUFFER_SINGLE, Measured.MACHINE_BUFFER_HUNDRED, plan.events()));
        return lowest(replicas, database(Measured.DATABASE_INSERT));
    }

    /** Rows that fit into the buffer. */
    Limit rows() {
        Limit rows = new Limit(plan.maxRows() > 0 ? plan.maxRows() : Double.POSITIVE_INFINITY, "max-rows");
        double fit = plan.diskBytes() / Measured.ROW_BYTES.value();
        return lowest(rows, new Limit(plan.diskBytes() > 0 ? fit : Double.POSITIVE_INFINITY, "disk"));
    }

    /** Rows a second that are replayed beside so many live events a second; live traffic comes first. */
    Limit drain(double live) {
        Limit lanes = new Limit(plan.replicas() * Measured.LANES.value(), "lanes");
        Limit paced =
                new Limit(plan.maxRate() > 0 ? plan.replicas() * plan.maxRate() : Double.POSITIVE_INFINITY, "max-rate");
        Limit kafka = new Limit(
                plan.kafkaRate() > 0 ? Math.max(0, plan.kafkaRate() - live) : Double.POSITIVE_INFINITY, "Kafka");
        return lowest(lanes, paced, kafka, besideLive(live), database(Measured.DATABASE_DRAIN));
    }

    /** What live traffic leaves of the processors. */
    private Limit besideLive(double live) {
        if (plan.sharedCpus() > 0) {
            double left = Math.max(0, plan.sharedCpus() - live * machineLiveCost() / 1e6);
            return new Limit(left * 1e6 / Measured.MACHINE_DRAIN.value(), "machine");
        }
        double used = Math.min(1, live / live().perSecond());
        // the lanes' rate was measured on two processors
        double rows = plan.replicas() * plan.cpus() / 2 * Measured.LANES.value() * (1 - used);
        return new Limit(rows, "CPU of the replicas");
    }

    private Limit replicas(double micros, double machineMicros) {
        return plan.sharedCpus() > 0
                ? new Limit(plan.sharedCpus() * 1e6 / machineMicros, "machine")
                : new Limit(plan.replicas() * plan.cpus() * 1e6 / micros, "CPU of the replicas");
    }

    /** On a shared machine its CPU is part of what all processes take together. */
    private Limit database(Measured micros) {
        return new Limit(
                plan.sharedCpus() > 0 ? Double.POSITIVE_INFINITY : plan.databaseCpus() * 1e6 / micros.value(),
                "CPU of PostgreSQL");
    }

    private double liveCost() {
        return Measured.perEvent(Measured.LIVE_SINGLE, Measured.LIVE_HUNDRED, plan.events());
    }

    private double machineLiveCost() {
        return Measured.perEvent(Measured.MACHINE_LIVE_SINGLE, Measured.MACHINE_LIVE_HUNDRED, plan.events());
    }

    private static Limit lowest(Limit... limits) {
        return Arrays.stream(limits)
                .min(Comparator.comparingDouble(Limit::perSecond))
                .orElseThrow();
    }
}
