package io.mailbridge.tool;

import io.mailbridge.refused.Action;
import io.mailbridge.refused.RefusedFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts parked rows back into the buffer. */
@Command(
        name = "replay",
        description =
                "Puts parked rows back into the buffer, from where a running bridge sends them: for when what they"
                        + " were parked for is mended. They are retained anew, and parked again if Kafka refuses them again.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:some ids are not parked, or the database cannot be used", "2:wrong usage"})
final class ParkedReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private final Confirmation confirmation;

    ParkedReplayCommand(Path home, InputStream in) {
        this.home = new HomeOption(home);
        this.confirmation = new Confirmation(in);
    }

    @Override
    public Integer call() throws IOException {
        RefusedFilter selected = selection.selected();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return ParkedAccess.use(home.folder(), rows -> {
            long count = ParkedAccess.count(rows, selected, out);
            out.flush();
            if (count > 0 && !selection.isDryRun()) {
                confirmation.require(count, String.format(Locale.ROOT, "replay %,d parked rows", count));
                Action action = new Action(Action.Kind.REPLAY, Action.operator(), selected);
                try {
                    rows.replay(action, selected, new Progress(err, "rows are back in the buffer"));
                } finally {
                    err.println(action);
                }
                out.println(String.format(
                        Locale.ROOT, "%,d rows are back in the buffer; a running bridge sends them", action.count()));
            }
            return count < selection.ids().size() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        });
    }
}
