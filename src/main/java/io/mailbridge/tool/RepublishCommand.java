package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.reading.BridgeTopics;
import io.mailbridge.reading.EventFilter;
import io.mailbridge.reading.RepublishState;
import io.mailbridge.reading.WindowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends events of a time once more, to another topic, for a consumer that was wrong. */
@Command(
        name = "republish",
        description = {
            "Sends the events that arrived on Kafka within a time to another topic: key, value and headers as they are,"
                    + " with two more headers, republished_at and republished_from. At least once.",
            "With --state FILE a run that was ended goes on where it was, by the same command."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not all was sent, or the answer was no", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mailbridge.jar republish --since 2026-01-05 --until 2026-01-06 --type bounced --to again --dry-run",
            "  java -jar mailbridge.jar republish --since 7d --source shop --to again --state again.json --yes"
        })
final class RepublishCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TimeWindowOptions times = new TimeWindowOptions();

    @Mixin
    private final EventFilterOptions filters = new EventFilterOptions();

    @Option(names = "--to", required = true, paramLabel = "TOPIC", description = "Where to; it has to be there.")
    private String target;

    @Option(
            names = "--to-own-topic",
            description =
                    "Allow a topic that the bridge itself writes to: all of its consumers get these events again.")
    private boolean allowsOwn;

    @Option(names = "--dry-run", description = "Only say how many would be sent.")
    private boolean dryRun;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep in FILE what has been sent. If it is there, go on from there.")
    private Path state;

    @Mixin
    private final Confirmation confirmation;

    @Mixin
    private final HomeOption home;

    RepublishCommand(Path home, Assembly assembly, InputStream in) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
        this.confirmation = new Confirmation(in);
    }

    @Override
    @SuppressWarnings("try") // the end by hand is only closed
    public Integer call() {
        Instant now = Instant.now();
        EventFilter filter = filters.filter();
        String what = times + " to=" + target + " filter=" + filter.fingerprint();
        RepublishState asked = new RepublishState(what, times.required(now), null, 0);
        BridgeTopics own = HomeKafka.topics(home.folder());
        if (!allowsOwn && (own.isOfEvents(target) || own.isOfDeadLetters(target))) {
            throw new ParameterException(
                    spec.commandLine(), target + " is a topic of the bridge itself: that needs --to-own-topic");
        }
        HomeKafka kafka = HomeKafka.of(home.folder(), assembly);
        PrintWriter err = spec.commandLine().getErr();
        RepublishRun run = new RepublishRun(kafka, target, filter, state, err);
        try (WindowReader reader = new WindowReader(kafka.client());
                EndByHand end = new EndByHand(reader::interrupt)) {
            if (!reader.hasTopic(target)) {
                throw new ToolFailure("there is no topic " + target);
            }
            RepublishState begin = begin(reader, kafka, asked);
            if (dryRun) {
                spec.commandLine()
                        .getOut()
                        .println(format("would send %,d records to %s", run.count(reader, begin), target));
                return CommandLine.ExitCode.OK;
            }
            if (!confirmation.isGiven()) {
                long count = run.count(reader, begin);
                confirmation.require(count, format("send %,d records to %s", count, target));
            }
            run.send(reader, begin, now);
            spec.commandLine().getOut().println(format("sent %,d records to %s", run.sent(), target));
            return CommandLine.ExitCode.OK;
        } catch (WakeupException e) {
            throw new ToolFailure("ended by hand" + rest());
        } catch (KafkaException e) {
            throw new ToolFailure(kafka.failure(e).getMessage() + rest());
        }
    }

    private String rest() {
        return state == null ? "" : "; the same command goes on from there";
    }

    private RepublishState begin(WindowReader reader, HomeKafka kafka, RepublishState asked) {
        if (state == null || Files.notExists(state)) {
            return new RepublishState(
                    asked.what(), asked.window(), reader.find(kafka.topics()::isOfEvents, asked.window()), 0);
        }
        try {
            RepublishState found = RepublishState.read(state);
            if (!found.what().equals(asked.what())) {
                throw new ToolFailure(state + " belongs to another run: " + found.what());
            }
            spec.commandLine().getErr().println(format("going on after %,d records", found.sent()));
            return found;
        } catch (IOException | RuntimeException e) {
            throw e instanceof ToolFailure failure
                    ? failure
                    : new ToolFailure("the file " + state + " cannot be read ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
