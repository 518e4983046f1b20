package io.mailbridge.tool;

import io.mailbridge.refused.RefusedPage;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a list is shown, and which part of it. */
final class ListOptions {
    private static final int LARGEST_PAGE = 1000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--page",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which page; 1, the latest, unless given.")
    private int page;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "50",
            description = "Items of a page, 1 to 1000; 50 unless given.")
    private int size;

    @Option(names = "--show-addresses", description = "Show addresses, which are masked unless given.")
    private boolean showAddresses;

    @Option(names = "--json", description = "Print one object of JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a line of names.")
    private boolean csv;

    int page() {
        if (page < 1 || size < 1 || size > LARGEST_PAGE) {
            throw new ParameterException(spec.commandLine(), "--page is 1 or more, --size from 1 to " + LARGEST_PAGE);
        }
        if (json && csv) {
            throw new ParameterException(spec.commandLine(), "--json and --csv exclude each other");
        }
        return page;
    }

    int size() {
        return size;
    }

    void print(RefusedPage found) {
        PrintWriter out = spec.commandLine().getOut();
        RefusedReport report = new RefusedReport(found, page, size, showAddresses);
        if (json) {
            out.println(report.json().toPrettyString());
        } else {
            out.println(csv ? report.csv() : report.text());
        }
    }
}
