package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.refused.RefusedFilter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the dead letters. */
@Command(
        name = "list",
        description = "Lists the dead letters, the latest first, with the reason. It changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:Kafka cannot be read", "2:wrong usage"})
final class RejectedListCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private ListOptions list;

    @Option(names = "--resubmitted", description = "Also those that were resubmitted and have become events.")
    private boolean resubmitted;

    RejectedListCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    @Override
    public Integer call() throws Exception {
        int page = list.page();
        RefusedFilter wanted = filter.filter();
        return RejectedAccess.use(
                home.folder(), assembly, spec.commandLine().getErr(), resubmitted, (letters, connection, settings) -> {
                    list.print(letters.page(wanted, page, list.size()));
                    return CommandLine.ExitCode.OK;
                });
    }
}
