package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.provider.InvalidProfile;
import io.mailbridge.provider.Profiles;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the jar does when it is given arguments: tools for engineers, operators and the campaign team. */
@Command(
        name = "mailbridge",
        description = {
            "Without a command: starts the bridge, configured by application.properties, the environment and -D.",
            "With one: a tool. Those for a running fleet and its topics call servers, the others do not. Profiles are the"
                    + " built-in ones and those in providers/ of the working directory, or of the folder that"
                    + " -Dmailbridge.home names."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Tool.Version.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:an event was rejected, or the input could not be read", "2:wrong usage"})
public final class Tool implements Runnable {
    /** The program that reads the output has seen enough, as {@code head} does; what a shell reports of SIGPIPE. */
    static final int READER_GONE = 141;

    @Spec
    private CommandSpec spec;

    private Tool() {}

    /**
     * Runs the command that the arguments name.
     *
     * @param home the folder whose providers/ adds profiles
     * @param assembly assembles the bridge for commands that need one
     * @return the exit status: 0 done, 1 failed, 2 wrong usage
     */
    public static int run(
            Path home, Assembly assembly, InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
        // loaded by the command that needs them, so that help works with a broken profile
        Supplier<Profiles> profiles = () -> load(home.resolve("providers"));
        CommandLine line = new CommandLine(new Tool());
        line.addSubcommand(new NormalizeCommand(profiles, in));
        line.addSubcommand(new ProvidersCommand(profiles));
        line.addSubcommand(new CheckCommand(home, assembly));
        line.addSubcommand(new PreviewCommand(home, assembly, in));
        line.addSubcommand(new AuditCommand(home, assembly));
        line.addSubcommand(RejectedCommand.line(home, assembly, in));
        line.addSubcommand(ParkedCommand.line(home, in));
        line.addSubcommand(new TailCommand(home, assembly));
        line.addSubcommand(new ReportCommand(home, assembly));
        line.addSubcommand(new RepublishCommand(home, assembly, in));
        line.setOut(out).setErr(err);
        line.setParameterExceptionHandler(Tool::wrongUsage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err));
        int status = line.execute(arguments);
        boolean lost = out.checkError();
        if (lost && status == READER_GONE) {
            return CommandLine.ExitCode.OK;
        }
        if (lost) {
            err.println("mailbridge: the output could not be written");
        }
        err.flush();
        return lost ? CommandLine.ExitCode.SOFTWARE : status;
    }

    private static Profiles load(Path folder) {
        try {
            return Profiles.load(folder);
        } catch (UncheckedIOException e) {
            throw ToolFailure.unreadable("a profile in " + folder, e.getCause());
        }
    }

    private static int failed(Exception failure, PrintWriter err) {
        boolean isForPeople = failure instanceof ToolFailure || failure instanceof InvalidProfile;
        // the message of any other failure may quote the payload
        err.println("mailbridge: "
                + (isForPeople ? failure.getMessage() : failure.getClass().getName()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("mailbridge: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? " + spec.subcommands().keySet());
    }

    /** From the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tool.class.getPackage().getImplementationVersion();
            return new String[] {
                "mailbridge " + (version == null ? "(not run from its jar)" : version),
                "Java " + System.getProperty("java.version")
            };
        }
    }
}
