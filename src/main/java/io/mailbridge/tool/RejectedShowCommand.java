package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.refused.Refused;
import io.mailbridge.refused.RefusedPage;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter, or writes what it holds, to be mended. */
@Command(
        name = "show",
        description = "Shows a dead letter as JSON, with addresses masked; or with --raw exactly what it holds, to be"
                + " edited and resubmitted.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:there is none of this id, or Kafka cannot be read", "2:wrong usage"})
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
        return RejectedAccess.use(
                home.folder(), assembly, spec.commandLine().getErr(), true, (letters, connection, settings) -> {
                    Refused letter = letters.find(id);
                    if (letter == null) {
                        throw new ToolFailure("There is no dead letter " + id);
                    }
                    if (raw || file != null) {
                        write(letter.value());
                    } else {
                        RefusedPage page = new RefusedPage(List.of(letter), 1);
                        spec.commandLine()
                                .getOut()
                                .println(new RefusedReport(page, 1, 1, showAddresses)
                                        .json()
                                        .at("/items/0")
                                        .toPrettyString());
                    }
                    return CommandLine.ExitCode.OK;
                });
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
