package io.mailbridge.bench;

import io.mailbridge.bench.scale.Plan;
import io.mailbridge.bench.scale.Quantity;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of bench/scale that describe fleets and their outages; where several values are given, each makes a plan. */
final class FleetOptions {
    @Option(names = "--replicas", split = ",", paramLabel = "N", description = "Bridges; default 1,2,3.")
    private List<Integer> replicas = List.of(1, 2, 3);

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            description = "Events a second of the whole fleet; default 10000.")
    private List<Double> rates = List.of(10_000.0);

    @Option(names = "--events", split = ",", paramLabel = "N", description = "Events in each request; default 10.")
    private List<Double> events = List.of(10.0);

    @Option(
            names = "--outage",
            split = ",",
            paramLabel = "TIME",
            description = "Its length, such as 90s, 10m, 2h, 1d; default 10m, with --check 10s.")
    private List<String> outages = List.of();

    @Option(names = "--cpus", paramLabel = "N", defaultValue = "2", description = "CPUs of each replica; default 2.")
    private double cpus;

    @Option(names = "--database-cpus", paramLabel = "N", defaultValue = "2", description = "Of PostgreSQL; default 2.")
    private double databaseCpus;

    @Option(
            names = "--shared-cpus",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of one machine that runs everything, load and Kafka included, as in bench/run.")
    private double sharedCpus;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "bridge.replay.max-rate; default no limit.")
    private double maxRate;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            defaultValue = "0",
            description = "bridge.buffer.max-rows; default no limit.")
    private double maxRows;

    @Option(
            names = "--disk",
            paramLabel = "SIZE",
            description = "What the buffer may take, such as 100GB; default no limit.")
    private String disk;

    @Option(
            names = "--kafka-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events a second that Kafka takes; default no limit.")
    private double kafkaRate;

    List<Integer> replicas() {
        return replicas;
    }

    List<Double> rates() {
        return rates;
    }

    List<Double> events() {
        return events;
    }

    double maxRate() {
        return maxRate;
    }

    /** Of the real run. */
    double measuredOutage() {
        return Quantity.seconds(outages.isEmpty() ? "10s" : outages.get(0));
    }

    boolean describeOneOutage() {
        return rates.size() == 1 && events.size() == 1 && outages.size() <= 1;
    }

    List<Plan> plans() {
        double bytes = disk == null ? 0 : Quantity.bytes(disk);
        List<Plan> plans = new ArrayList<>();
        for (double rate : rates) {
            for (double each : events) {
                for (String outage : outages.isEmpty() ? List.of("10m") : outages) {
                    for (int count : replicas) {
                        plans.add(new Plan(
                                count,
                                rate,
                                each,
                                Quantity.seconds(outage),
                                cpus,
                                databaseCpus,
                                sharedCpus,
                                maxRate,
                                maxRows,
                                bytes,
                                kafkaRate));
                    }
                }
            }
        }
        return plans;
    }
}
