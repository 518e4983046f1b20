package io.mailbridge.tool;

import io.mailbridge.reading.TimeWindow;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From when to when a command reads. */
final class TimeWindowOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--since", paramLabel = "TIME", description = "Leave out what is older: " + TimeWindow.FORMS + ".")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Leave out what is from then on or later.")
    private String until;

    /**
     * @param otherwise when it begins if nothing is given, as it would be written; null for the beginning
     * @throws ParameterException where a time cannot be read, or the window is empty
     */
    TimeWindow window(Instant now, String otherwise) {
        String from = since == null ? otherwise : since;
        try {
            return new TimeWindow(instant("--since", from, now), instant("--until", until, now));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The window that --since begins, for a command in which all of the past would be a mistake. */
    TimeWindow required(Instant now) {
        if (since == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--since=TIME'");
        }
        return window(now, null);
    }

    /** Both as they were typed. */
    @Override
    public String toString() {
        return "since=" + (since == null ? "-" : since) + " until=" + (until == null ? "-" : until);
    }

    private static Instant instant(String option, String text, Instant now) {
        try {
            return text == null ? null : TimeWindow.instant(text, now);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
