package io.mailbridge.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks before a command changes many things at once. */
final class Confirmation {
    private static final int ASKED_ABOVE = 100;

    private final InputStream in;
    private final BooleanSupplier isTerminal;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; otherwise more than " + ASKED_ABOVE
                    + " are confirmed, and refused where nobody can be asked.")
    private boolean yes;

    Confirmation(InputStream in) {
        this(in, StandardStream.IN::isTerminal);
    }

    Confirmation(InputStream in, BooleanSupplier isTerminal) {
        this.in = in;
        this.isTerminal = isTerminal;
    }

    /** Whether it need not be asked for. */
    boolean isGiven() {
        return yes;
    }

    /**
     * Returns where it may be done.
     *
     * @param count how many would be changed
     * @param action such as "send 5,000 records to again"
     * @throws ParameterException where nobody can be asked
     * @throws ToolFailure where the answer is not yes
     */
    void require(long count, String action) {
        if (yes || count <= ASKED_ABOVE) {
            return;
        }
        if (!isTerminal.getAsBoolean()) {
            throw new ParameterException(
                    spec.commandLine(), "This would " + action + ": without a terminal that needs --yes");
        }
        PrintWriter err = spec.commandLine().getErr();
        err.print("This would " + action + ". Go on? [y/N] ");
        err.flush();
        if (!isYes()) {
            throw new ToolFailure("nothing was done");
        }
    }

    private boolean isYes() {
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            return false;
        }
    }
}
