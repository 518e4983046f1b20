package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.refused.Action;
import io.mailbridge.refused.LetterRoutes;
import io.mailbridge.refused.RefusedFilter;
import io.mailbridge.refused.RejectedLetters;
import io.mailbridge.refused.Resubmission;
import io.mailbridge.refused.Resubmitted;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends dead letters again, after a profile or a route was mended. */
@Command(
        name = "resubmit",
        description = {
            "Passes dead letters through the profiles and routes of the home as they are now, and sends the events that they"
                    + " become to Kafka. Those that are refused again stay, with the new reason; the others are marked,"
                    + " so that a second run does not send them twice.",
            "Steps of the routes that call other systems do so, except with --dry-run."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:none of them is refused any longer",
            "1:some stay refused, are not there, or a server does not answer",
            "2:wrong usage"
        })
final class RejectedResubmitCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private final Confirmation confirmation;

    @Option(
            names = "--again",
            description = "Also those that were resubmitted before; their events are sent once more.")
    private boolean again;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "Take this in place of what the one dead letter holds: what show --raw gave, edited.")
    private Path body;

    RejectedResubmitCommand(Path home, Assembly assembly, InputStream in) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
        this.confirmation = new Confirmation(in);
    }

    @Override
    public Integer call() throws Exception {
        RefusedFilter selected = selection.selected();
        if (body != null && selection.ids().size() != 1) {
            throw new ParameterException(spec.commandLine(), "--body takes the place of one dead letter: give its id");
        }
        byte[] edited = edited();
        return RejectedAccess.use(home.folder(), assembly, null, again, (letters, connection, settings) -> {
            long count = count(letters, selected);
            if (count == 0) {
                return selection.ids().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
            if (!selection.isDryRun()) {
                confirmation.require(count, String.format(Locale.ROOT, "resubmit %,d dead letters", count));
            }
            Resubmitted done = resubmit(letters, connection, settings, selected, edited);
            report(done);
            return done.isClean() && count >= selection.ids().size()
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        });
    }

    private byte[] edited() {
        try {
            return body == null ? null : Files.readAllBytes(body);
        } catch (IOException e) {
            throw ToolFailure.unreadable("the file " + body, e);
        }
    }

    private long count(RejectedLetters letters, RefusedFilter selected) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Long> counts = letters.count(selected);
        counts.forEach((reason, count) -> out.println(String.format(Locale.ROOT, "%,10d  %s", count, reason)));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long missing = selected.ids().stream().distinct().count() - all;
        out.println(String.format(
                Locale.ROOT,
                "%,10d  dead %s selected%s",
                all,
                all == 1 ? "letter" : "letters",
                selected.ids().isEmpty() || missing == 0
                        ? ""
                        : "; " + missing + " of the ids are not there, do not match the filter"
                                + (again ? "" : ", or were resubmitted before (--again)")));
        out.flush();
        return all;
    }

    private Resubmitted resubmit(
            RejectedLetters letters, Connection connection, Settings settings, RefusedFilter selected, byte[] edited)
            throws Exception {
        Action action = new Action(Action.Kind.RESUBMIT, Action.operator(), selected);
        try (LetterRoutes routes = RejectedAccess.routes(settings, assembly, !selection.isDryRun())) {
            Resubmission resubmission = new Resubmission(letters, routes, connection, action, again);
            if (selection.isDryRun()) {
                return resubmission.preview(selected, edited);
            }
            PrintWriter err = spec.commandLine().getErr();
            try {
                return resubmission.run(selected, edited, new Progress(err, "dead letters are done"));
            } finally {
                err.println(action);
            }
        }
    }

    private void report(Resubmitted done) {
        PrintWriter out = spec.commandLine().getOut();
        String would = selection.isDryRun() ? "would become" : "became";
        out.println(String.format(
                Locale.ROOT,
                "%,d of %,d dead letters %s %,d events%s",
                done.accepted(),
                done.letters(),
                would,
                done.events(),
                done.deadLetters() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, " and, for parts of them, %,d new dead letters", done.deadLetters())));
        done.refused()
                .forEach((reason, count) -> out.println(
                        String.format(Locale.ROOT, "%,d stay refused: %s: %s", count, reason, done.detail(reason))));
        if (done.stoppedBy() != null) {
            throw new ToolFailure(done.stoppedBy() + "; what it has not acknowledged stays as it is, run this again");
        }
    }
}
