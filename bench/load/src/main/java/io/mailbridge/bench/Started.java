package io.mailbridge.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** How each command line of the benchmarks starts and ends: wrong usage is answered with one sentence. */
final class Started {
    private static final int FAULT = 1;

    private Started() {}

    /** Ends the JVM with the command's exit status. */
    static void run(Callable<Integer> command, String[] args) {
        // set before the first logger exists; keeps the log lines of Kafka's client out of the progress
        System.setProperty("logback.configurationFile", "io/mailbridge/support/quiet-logback.xml");
        // libraries leave threads running; what is still open is closed by shutdown hooks
        System.exit(commandLine(command).execute(args));
    }

    static CommandLine commandLine(Callable<Integer> command) {
        CommandLine line = new CommandLine(command);
        line.setParameterExceptionHandler((failure, arguments) -> {
            line.getErr().println(failure.getMessage() + "; " + line.getCommandName() + " --help lists the options");
            return line.getCommandSpec().exitCodeOnInvalidInput();
        });
        line.setExecutionExceptionHandler((failure, ignored, parsed) -> {
            if (failure instanceof IllegalArgumentException) {
                line.getErr().println(failure.getMessage());
                return line.getCommandSpec().exitCodeOnInvalidInput();
            }
            failure.printStackTrace(line.getErr());
            line.getErr().println(line.getCommandName() + " failed: " + failure.getMessage());
            return FAULT;
        });
        return line;
    }
}
