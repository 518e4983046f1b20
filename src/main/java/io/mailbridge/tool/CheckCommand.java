package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.check.HomeCheck;
import io.mailbridge.check.Mistake;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what is wrong with an installation before it is started. */
@Command(
        name = "check",
        description =
                "Checks settings, routes and profiles without any server: each mistake is one line with file, line,"
                        + " reason and the name that was probably meant. The start refuses the same.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no mistake", "1:mistakes, which are printed", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {
    private final Assembly assembly;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final HomeOption home;

    @Option(names = "--json", description = "Print an array of JSON: file, line, reason, nearest.")
    private boolean json;

    CheckCommand(Path home, Assembly assembly) {
        this.home = new HomeOption(home);
        this.assembly = assembly;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = home.folder();
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "There is no folder " + folder);
        }
        List<Mistake> mistakes = new HomeCheck(folder, System.getenv(), System.getProperties(), assembly).mistakes();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(mistakes).toPrettyString());
        } else if (mistakes.isEmpty()) {
            // on standard error, so that no mistake is no output for a program
            spec.commandLine().getErr().println("No mistakes in the settings, routes and profiles of " + folder);
        } else {
            mistakes.forEach(out::println);
        }
        return mistakes.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static ArrayNode json(List<Mistake> mistakes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Mistake mistake : mistakes) {
            list.addObject()
                    .put("file", mistake.file())
                    .put("line", mistake.line())
                    .put("reason", mistake.reason())
                    .put("nearest", mistake.nearest());
        }
        return list;
    }
}
