package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.reading.TimeWindow;
import io.mailbridge.reading.TopicFollower;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints events as they arrive on Kafka. */
@Command(
        name = "tail",
        description = {
            "Prints events as they arrive on the topics of the configuration, one a line: time, type, recipient, source,"
                    + " campaign, reason. Until Ctrl-C; restarts of brokers are waited for.",
            "It belongs to no consumer group and changes nothing."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no broker answers, or the output could not be written", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mailbridge.jar tail --type bounced,complained --source shop",
            "  java -jar mailbridge.jar tail --since 1h --json | head -n 100"
        })
final class TailCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final EventFilterOptions filters = new EventFilterOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Begin with what arrived since then: " + TimeWindow.FORMS + "; with the next event unless given.")
    private String since;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            description = "End after so many events.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--show-addresses", description = "Print addresses as they are; masked unless given.")
    private boolean showsAddresses;

    @Option(names = "--json", description = "Print each event's JSON.")
    private boolean json;

    @Mixin
    private final HomeOption home;

    TailCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    @Override
    @SuppressWarnings("try") // the end by hand is only closed
    public Integer call() throws InterruptedException {
        Instant begin = begin();
        EventOutput output = new EventOutput(
                spec.commandLine().getOut(), filters.filter(), new EventPrinter(showsAddresses), json, limit);
        HomeKafka kafka = HomeKafka.of(home.folder(), assembly);
        PrintWriter err = spec.commandLine().getErr();
        try (TopicFollower follower =
                        new TopicFollower(kafka.client(), kafka.topics()::isOfEvents, notice -> notice(err, notice));
                EndByHand end = new EndByHand(follower::end)) {
            follower.follow(begin, output);
            spec.commandLine().getOut().flush();
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
        return output.hasLostItsReader() ? Tool.READER_GONE : CommandLine.ExitCode.OK;
    }

    private Instant begin() {
        try {
            return since == null ? null : TimeWindow.instant(since, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--since: " + e.getMessage(), e);
        }
    }

    private static void notice(PrintWriter err, String notice) {
        err.println(notice);
        err.flush();
    }
}
