package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.check.HomeCheck;
import io.mailbridge.check.Mistake;
import io.mailbridge.preview.Preview;
import io.mailbridge.preview.PreviewRequest;
import io.mailbridge.preview.Previewed;
import io.mailbridge.settings.NearestName;
import io.mailbridge.settings.Settings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the routes of a home make of a request. */
@Command(
        name = "preview",
        description = "Runs a request through the routes of the home without any server, and prints what would be"
                + " answered and each record that would be on Kafka. Nothing is sent to anybody.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:answered 2xx, and no dead letters",
            "1:refused, failed or rejected in part; or the routes do not start",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mailbridge.jar preview --source shop < body.json",
            "  java -jar mailbridge.jar preview --source shop --header 'X-Signature: 1f2e' --at 2026-01-06T10:00:00Z body.json"
        })
final class PreviewCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final BodyInput body;

    @Option(
            names = {"-s", "--source"},
            required = true,
            paramLabel = "NAME",
            description = "The source that is posted to: NAME in bridge.sources.NAME.*")
    private String source;

    @Option(
            names = "--header",
            paramLabel = "HEADER",
            converter = RequestHeader.Converter.class,
            description = "A header of the request, 'Name: value'. With one of them or --url credentials are checked,"
                    + " without any they are not.")
    private List<RequestHeader> headers = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Path or URL that it is posted to, where it holds the source's token: /webhooks/NAME?token=TOKEN"
                            + " or /webhooks/NAME/TOKEN. With it credentials are checked. The argument @FILE is replaced by the"
                            + " arguments in that file, which keeps a token out of the shell's history.")
    private String url;

    @Option(
            names = {"--at", "--received-at"},
            paramLabel = "TIME",
            description =
                    "Time of receipt in ISO 8601, such as 2026-01-06T10:00:00Z; now unless given, and then the age of"
                            + " a signed timestamp does not count.")
    private Instant at;

    @Option(
            names = "--call-out",
            description =
                    "Let steps of the routes call other systems (SQL, HTTP, another Kafka); left out unless given.")
    private boolean callOut;

    @Option(names = "--kafka-down", description = "Show what would happen while no broker answers.")
    private boolean kafkaDown;

    @Mixin
    private final HomeOption home;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PreviewCommand(Path home, Assembly assembly, InputStream in) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
        this.body = new BodyInput(in);
    }

    @Override
    public Integer call() throws Exception {
        Path folder = home.folder();
        if (!Files.isDirectory(folder.resolve("routes"))) {
            throw new ParameterException(spec.commandLine(), "There is no folder routes in " + folder);
        }
        Previewed previewed;
        try {
            refuseUnknown(Settings.load(folder, System.getenv(), System.getProperties())
                    .sources()
                    .keySet());
            previewed = new Preview(folder, System.getenv(), System.getProperties(), assembly)
                    .run(new PreviewRequest(
                            source, url, RequestHeader.byName(headers), body.read(), at, callOut, kafkaDown));
        } catch (ParameterException | ToolFailure e) {
            throw e;
        } catch (Exception e) {
            return failed(folder, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        PreviewReport report = new PreviewReport(source, previewed);
        out.println(json ? report.json().toPrettyString() : report.text());
        return previewed.isClean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void refuseUnknown(Set<String> known) {
        if (known.contains(source)) {
            return;
        }
        String nearest = NearestName.of(source, known);
        throw new ParameterException(
                spec.commandLine(),
                "There is no source '" + source + "'; "
                        + (nearest != null
                                ? "did you mean '" + nearest + "'?"
                                : known.isEmpty()
                                        ? "no bridge.sources.* is configured"
                                        : "there are " + String.join(", ", new TreeSet<>(known))));
    }

    /** The routes did not start, or gave no answer. */
    private int failed(Path folder, Exception failure) {
        PrintWriter err = spec.commandLine().getErr();
        List<Mistake> mistakes = new HomeCheck(folder, System.getenv(), System.getProperties(), assembly).mistakes();
        mistakes.forEach(err::println);
        if (mistakes.isEmpty()) {
            Throwable cause = failure;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            err.println("mailbridge: " + cause);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
