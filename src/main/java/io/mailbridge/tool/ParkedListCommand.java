package io.mailbridge.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is parked. */
@Command(
        name = "list",
        description = "Lists the parked rows, the latest first, with the reason. It changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the database cannot be read", "2:wrong usage"})
final class ParkedListCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption home;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private ListOptions list;

    ParkedListCommand(Path home) {
        this.home = new HomeOption(home);
    }

    @Override
    public Integer call() throws IOException {
        int page = list.page();
        var wanted = filter.filter();
        return ParkedAccess.use(home.folder(), rows -> {
            list.print(rows.page(wanted, page, list.size()));
            return CommandLine.ExitCode.OK;
        });
    }
}
