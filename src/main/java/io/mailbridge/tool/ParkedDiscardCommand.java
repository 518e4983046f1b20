package io.mailbridge.tool;

import io.mailbridge.refused.Action;
import io.mailbridge.refused.DiscardFile;
import io.mailbridge.refused.ParkedRows;
import io.mailbridge.refused.RefusedFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes parked rows, and keeps them in a file. */
@Command(
        name = "discard",
        description =
                "Deletes parked rows. Before that it writes them to a file, a line of JSON each: nobody else has these"
                        + " events any more.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:some ids are not parked, or the database or the file cannot be used",
            "2:wrong usage"
        })
final class ParkedDiscardCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private final Confirmation confirmation;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "The file, which must not be there yet; discarded-TIME.jsonl in the working directory unless given.")
    private Path file = Path.of("discarded-" + STAMP.format(Instant.now()) + ".jsonl");

    ParkedDiscardCommand(Path home, InputStream in) {
        this.home = new HomeOption(home);
        this.confirmation = new Confirmation(in);
    }

    @Override
    public Integer call() throws IOException {
        RefusedFilter selected = selection.selected();
        PrintWriter out = spec.commandLine().getOut();
        return ParkedAccess.use(home.folder(), rows -> {
            long count = ParkedAccess.count(rows, selected, out);
            out.flush();
            if (count > 0 && !selection.isDryRun()) {
                confirmation.require(count, String.format(Locale.ROOT, "delete %,d parked rows", count));
                discard(rows, selected);
            }
            return count < selection.ids().size() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        });
    }

    private void discard(ParkedRows rows, RefusedFilter selected) throws SQLException {
        PrintWriter err = spec.commandLine().getErr();
        Action action = new Action(Action.Kind.DISCARD, Action.operator(), selected);
        try (DiscardFile kept = new DiscardFile(file)) {
            rows.discard(action, selected, kept, new Progress(err, "rows are deleted"));
        } catch (FileAlreadyExistsException e) {
            throw new ToolFailure("The file " + file + " is there already; nothing was deleted");
        } catch (IOException e) {
            throw new ToolFailure("The file " + file + " cannot be written ("
                    + e.getClass().getSimpleName() + "); what it does not hold was not deleted");
        } finally {
            err.println(action);
        }
        spec.commandLine()
                .getOut()
                .println(String.format(Locale.ROOT, "%,d rows are deleted, and kept in %s", action.count(), file));
    }
}
