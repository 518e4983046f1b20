package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.reading.TimeWindow;
import io.mailbridge.reading.WindowReader;
import io.mailbridge.report.EventCounter;
import io.mailbridge.report.Grouping;
import io.mailbridge.report.Report;
import io.mailbridge.report.ReportCsv;
import io.mailbridge.report.ReportJson;
import io.mailbridge.report.ReportPage;
import io.mailbridge.report.ReportText;
import io.mailbridge.report.TooManyEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what happened to the messages of a time. */
@Command(
        name = "report",
        description = {
            "Reads the events of a time from the topics of the configuration and says what happened to the messages: counts"
                    + " by type, rates, reasons of bounces, delays, and what was rejected. The time is that of arrival on"
                    + " Kafka; without --since the last 24 h.",
            "It belongs to no consumer group and changes nothing."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no broker answers, or the report could not be written", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mailbridge.jar report --since 7d --by campaign --html report.html",
            "  java -jar mailbridge.jar report --since 2026-01-05 --until 2026-01-06 --by source,campaign --csv"
        })
final class ReportCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TimeWindowOptions times = new TimeWindowOptions();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            split = ",",
            converter = GroupingConverter.class,
            description = "Also give the figures for each source, platform, campaign or type, or for each combination.")
    private List<Grouping> by = List.of();

    @ArgGroup
    private Format format = new Format();

    @Mixin
    private final HomeOption home;

    ReportCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    /** How it is written; text unless given. */
    static final class Format {
        @Option(names = "--html", paramLabel = "FILE", description = "Write one HTML file that needs nothing else.")
        private Path html;

        @Option(names = "--json", description = "Print one object of JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Print a line of CSV for each group, or one for all.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        TimeWindow window = times.window(now, "24h");
        HomeKafka kafka = HomeKafka.of(home.folder(), assembly);
        try {
            write(count(kafka, window, now));
        } catch (KafkaException e) {
            throw kafka.failure(e);
        } catch (TooManyEvents e) {
            throw new ToolFailure(e.getMessage());
        }
        return CommandLine.ExitCode.OK;
    }

    private Report count(HomeKafka kafka, TimeWindow window, Instant now) {
        EventCounter counter = new EventCounter(by);
        ReadingProgress progress = new ReadingProgress(spec.commandLine().getErr(), StandardStream.ERR.isTerminal());
        try (WindowReader reader = new WindowReader(kafka.client())) {
            reader.read(reader.find(kafka.topics()::isOfEvents, window), window, counter::add, progress);
            reader.read(reader.find(kafka.topics()::isOfDeadLetters, window), window, counter::addRejected, progress);
        } finally {
            progress.end();
        }
        return counter.report(window, now);
    }

    private void write(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.html != null) {
            write(format.html, new ReportPage(report).html());
        } else if (format.json) {
            out.println(ReportJson.of(report).toPrettyString());
        } else if (format.csv) {
            out.print(ReportCsv.of(report));
        } else {
            out.println(new ReportText(report).text());
        }
    }

    private void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new ToolFailure(
                    "the file " + file + " cannot be written (" + e.getClass().getSimpleName() + ")");
        }
        spec.commandLine().getErr().println("written to " + file);
    }

    /** Names as they are typed. */
    static final class GroupingConverter implements CommandLine.ITypeConverter<Grouping> {
        @Override
        public Grouping convert(String value) {
            for (Grouping grouping : Grouping.values()) {
                if (grouping.key().equals(value)) {
                    return grouping;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is not source, platform, campaign or type");
        }
    }
}
