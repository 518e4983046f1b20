package io.mailbridge.tool;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with parked rows. */
@Command(
        name = "parked",
        description = "Lists the parked rows, puts them back into the buffer, or deletes them. It talks to PostgreSQL"
                + " only, and works whether a bridge runs or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ParkedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(Path home, InputStream in) {
        return new CommandLine(new ParkedCommand())
                .addSubcommand(new ParkedListCommand(home))
                .addSubcommand(new ParkedReplayCommand(home, in))
                .addSubcommand(new ParkedDiscardCommand(home, in));
    }

    @Override
    public void run() {
        Set<String> names = spec.subcommands().keySet();
        throw new ParameterException(spec.commandLine(), "Which command? " + names);
    }
}
