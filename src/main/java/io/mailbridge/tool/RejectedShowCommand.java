package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.refused.LetterRoutes;
import io.mailbridge.refused.Refused;
import io.mailbridge.refused.RefusedPage;
import io.mailbridge.refused.Trial;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter, or writes what it holds, to be mended. */
@Command(
        name = "show",
        description = "Shows a dead letter as JSON, with addresses masked; with --preview also what the profile and the"
                + " routes would make of it now; or with --raw exactly what it holds, to be edited and resubmitted.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is none of this id, or Kafka cannot be read; with --preview also where it would be refused again",
            "2:wrong usage"
        })
final class RejectedShowCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Parameters(paramLabel = "ID", description = "As listed: topic-partition-offset.")
    private String id;

    @Option(names = "--raw", description = "Only what it holds, exactly as it is, addresses included.")
    private boolean raw;

    @Option(
            names = "--preview",
            description = "Also the events that it would become now, or why it would stay refused; sends nothing.")
    private boolean preview;

    @Option(names = "--to", paramLabel = "FILE", description = "With --raw, the file, which must not be there yet.")
    private Path file;

    @Option(names = "--show-addresses", description = "Show addresses, which are masked unless given.")
    private boolean showAddresses;

    RejectedShowCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    @Override
    public Integer call() throws Exception {
        if (preview && (raw || file != null)) {
            throw new ParameterException(spec.commandLine(), "--preview and --raw exclude each other");
        }
        return RejectedAccess.use(
                home.folder(), assembly, spec.commandLine().getErr(), true, (letters, connection, settings) -> {
                    Refused letter = letters.find(id);
                    if (letter == null) {
                        throw new ToolFailure("There is no dead letter " + id);
                    }
                    if (raw || file != null) {
                        write(letter.value());
                        return CommandLine.ExitCode.OK;
                    }
                    RefusedPage page = new RefusedPage(List.of(letter), 1);
                    ObjectNode shown = (ObjectNode)
                            new RefusedReport(page, 1, 1, showAddresses).json().at("/items/0");
                    boolean isAccepted = !preview || tried(letter, settings, shown);
                    spec.commandLine().getOut().println(shown.toPrettyString());
                    return isAccepted ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
                });
    }

    private boolean tried(Refused letter, Settings settings, ObjectNode shown) throws InterruptedException {
        try (LetterRoutes routes = RejectedAccess.routes(settings, assembly, false)) {
            Trial trial = Trial.of(letter, null, routes);
            shown.set("preview", trial.json(showAddresses));
            return trial.isAccepted();
        }
    }

    private void write(byte[] value) {
        try {
            if (file != null) {
                Files.write(file, value, StandardOpenOption.CREATE_NEW);
                return;
            }
            spec.commandLine()
                    .getOut()
                    .print(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)));
        } catch (CharacterCodingException e) {
            throw new ToolFailure("It is not UTF-8: --to FILE writes it");
        } catch (IOException e) {
            throw new ToolFailure(
                    "The file " + file + " cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }
}
