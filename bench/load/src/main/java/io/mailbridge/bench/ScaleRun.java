package io.mailbridge.bench;

import io.mailbridge.bench.measure.FleetOutage;
import io.mailbridge.bench.measure.FleetReading;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.scale.Comparison;
import io.mailbridge.bench.scale.Forecast;
import io.mailbridge.bench.scale.ForecastTable;
import io.mailbridge.bench.scale.Measured;
import io.mailbridge.bench.scale.Plan;
import io.mailbridge.bench.scale.Sizing;
import io.mailbridge.bench.scale.TextTable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of bench/scale: forecasts of fleets in an outage, what a rate needs, and both beside a real run. */
@Command(
        name = "bench/scale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpWidth = 110,
        description = {
            "Computes what becomes of replicas that share one PostgreSQL while Kafka is down, and how the buffer drains.",
            "Where several values are given, each makes a row. How the model works: docs/scaling.md."
        },
        footer = {
            "",
            "Exit status: 0 computed or measured, 1 a failed measurement, 2 wrong usage.",
            "Examples:",
            "  bench/scale --replicas 1,2,3 --rate 10000 --outage 10m,1h",
            "  bench/scale --replicas 2 --rate 5000 --outage 1d --disk 200GB --max-rate 5000 --csv",
            "  bench/scale --sizing --rate 1000,100000 --events 1,100",
            "  bench/scale --check"
        })
public final class ScaleRun implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Option(names = "--csv", description = "Print CSV: seconds, rows and bytes.")
    private boolean csv;

    @Option(names = "--sizing", description = "Print what each rate needs: partitions, buffers, replicas, disk.")
    private boolean sizing;

    @Option(
            names = "--consumer-rate",
            paramLabel = "N",
            defaultValue = "5000",
            description =
                    "Events a second that one of your consumers processes, for --sizing; default ${DEFAULT-VALUE}.")
    private double consumerRate;

    @Option(names = "--figures", description = "Print the measured figures that the model uses, with their sources.")
    private boolean figures;

    @Option(
            names = "--check",
            description = "Measure: start Kafka, PostgreSQL and these replicas here, kill Kafka for --outage (10s), "
                    + "and print the model's forecast beside it. About a minute for each number of replicas.")
    private boolean check;

    public static void main(String[] args) {
        Started.run(new ScaleRun(), args);
    }

    @Override
    public Integer call() {
        refuseWrongUsage();
        PrintWriter out = spec.commandLine().getOut();
        if (figures) {
            out.println(figuresTable());
        } else if (sizing) {
            out.println(Sizing.table(sizings()));
        } else if (check) {
            out.println(checked());
        } else {
            List<Forecast> forecasts = fleet.plans().stream().map(Forecast::of).toList();
            out.println(csv ? ForecastTable.csv(forecasts) : ForecastTable.text(forecasts));
        }
        return 0;
    }

    private void refuseWrongUsage() {
        if (csv && (figures || sizing || check)) {
            throw new IllegalArgumentException("--csv is for forecasts, not for --figures, --sizing or --check");
        }
        if (check && !fleet.describeOneOutage()) {
            throw new IllegalArgumentException("--check takes one --rate, one --events and one --outage");
        }
    }

    private List<Sizing> sizings() {
        return fleet.rates().stream()
                .flatMap(rate -> fleet.events().stream().map(each -> Sizing.of(rate, each, consumerRate)))
                .toList();
    }

    private String checked() {
        double rate = fleet.rates().get(0);
        double events = fleet.events().get(0);
        int processors = Runtime.getRuntime().availableProcessors();
        List<FleetReading> readings = new FleetOutage(
                        Setup.fromProperties(),
                        (int) Math.round(rate),
                        (int) Math.round(events),
                        (int) Math.round(fleet.measuredOutage()),
                        (int) Math.round(fleet.maxRate()))
                .measure(fleet.replicas());
        Comparison comparison = new Comparison();
        for (FleetReading reading : readings) {
            Plan plan = Plan.of(reading.processes(), rate, events, reading.outageSeconds())
                    .onOneMachine(processors)
                    .withMaxRate(fleet.maxRate());
            comparison.add(Forecast.of(plan), reading.rows(), reading.drainRate(), reading.drainedAfter());
        }
        return comparison.table() + "\n\n" + FleetReading.table(readings);
    }

    private static String figuresTable() {
        return TextTable.of(
                List.of("figure", "value", "what", "source"),
                Arrays.stream(Measured.values())
                        .map(figure -> List.of(
                                figure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                String.format(Locale.ROOT, "%,.1f", figure.value()),
                                figure.what(),
                                figure.source()))
                        .toList());
    }
}
