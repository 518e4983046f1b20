package io.mailbridge.tool;

import io.mailbridge.audit.Audit;
import io.mailbridge.audit.Audited;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether the books of a running fleet balance. */
@Command(
        name = "audit",
        description = {
            "Reads what running bridges have counted, what their buffer holds and what is on their topics, and says"
                    + " whether the books balance. It changes nothing.",
            "Where they differ it looks again for a while: events may be in flight. The counters of a process end with"
                    + " it, so after a restart differences may remain, and are explained."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the books balance", "1:they do not, or something could not be read", "2:wrong usage"})
final class AuditCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 500;

    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Option(
            names = "--process",
            paramLabel = "URL",
            description =
                    "The management port of a bridge, such as http://10.0.0.7:9876. Name every process that shares"
                            + " the buffer; once for each. Unless given, the one of the configuration on this machine.")
    private List<URI> processes = List.of();

    @Option(
            names = "--ids",
            description = "Read all records of the topics, and say how many ids are there more than once.")
    private boolean ids;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long to look again while the books do not balance; ${DEFAULT-VALUE} unless given.")
    private int wait;

    @Option(names = "--json", description = "Print one object of JSON.")
    private boolean json;

    AuditCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    @Override
    public Integer call() throws Exception {
        Audit audit;
        try {
            Settings settings = Settings.load(home.folder(), System.getenv(), System.getProperties());
            audit = new Audit(settings, pages(settings), assembly);
        } catch (InvalidSetting e) {
            throw new ToolFailure(e.getMessage());
        }
        try {
            Audited audited = balanced(audit);
            PrintWriter out = spec.commandLine().getOut();
            AuditReport report = new AuditReport(audited);
            out.println(json ? report.json().toPrettyString() : report.text());
            return audited.balances() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (IOException e) {
            throw new ToolFailure("A process cannot be read: " + e.getMessage());
        }
    }

    private List<URI> pages(Settings settings) {
        List<URI> named = processes.isEmpty()
                ? List.of(URI.create("http://localhost:" + settings.text("camel.management.port")))
                : processes;
        return named.stream()
                .map(process -> process.resolve("/observe/metrics"))
                .toList();
    }

    /** Counting first, since it is cheap; the ids once, when the counts agree or the time is over. */
    private Audited balanced(Audit audit) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        Audited audited = audit.run(null);
        while (!audited.balances() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            audited = audit.run(null);
        }
        return ids ? audit.run(progress()) : audited;
    }

    private LongConsumer progress() {
        PrintWriter err = spec.commandLine().getErr();
        long[] said = {System.nanoTime()};
        return read -> {
            if (System.nanoTime() - said[0] > TimeUnit.SECONDS.toNanos(2)) {
                said[0] = System.nanoTime();
                err.println(String.format(Locale.ROOT, "%,d records read", read));
                err.flush();
            }
        };
    }
}
