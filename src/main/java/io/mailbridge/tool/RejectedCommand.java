package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import java.io.InputStream;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with dead letters. */
@Command(
        name = "rejected",
        description =
                "Lists the dead letters, which are on the rejected topic with the reason, shows one, or sends them again. It talks to Kafka and"
                        + " PostgreSQL, and works whether a bridge runs or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RejectedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(Path home, Assembly assembly, InputStream in) {
        return new CommandLine(new RejectedCommand())
                .addSubcommand(new RejectedListCommand(home, assembly))
                .addSubcommand(new RejectedShowCommand(home, assembly))
                .addSubcommand(new RejectedResubmitCommand(home, assembly, in));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? " + spec.subcommands().keySet());
    }
}
