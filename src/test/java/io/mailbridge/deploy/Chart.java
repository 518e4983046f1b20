package io.mailbridge.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Helm chart as Helm's own engine renders it; no cluster takes part. */
final class Chart {
    static final Path HOME = Path.of("deploy/helm/mailbridge");
    static final Path EXAMPLES = Path.of("deploy/helm/examples");
    static final String RELEASE = "mail";

    /** As it would be published: links to the alerts and the dashboard are files in it. */
    private static final Path PACKAGED = packaged();

    private Chart() {}

    /** Values that are tried: all of ci/, and the example. */
    static List<Path> cases() {
        List<Path> cases = new ArrayList<>(List.of(EXAMPLES.resolve("values.yaml")));
        try (Stream<Path> files = Files.list(HOME.resolve("ci"))) {
            files.sorted().forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rendered render(Path values) {
        return Rendered.of(command().withValuesFile(values).call());
    }

    /** The minimal case with some values changed, as with {@code --set}. */
    static Rendered render(Map<String, ?> values) {
        TemplateCommand command = command().withValuesFile(HOME.resolve("ci/minimal-values.yaml"));
        values.forEach(command::set);
        return Rendered.of(command.call());
    }

    /** Nothing but the chart's own values and these. */
    static TemplateCommand command() {
        return new Helm(PACKAGED)
                .template()
                .withName(RELEASE)
                .withNamespace("mail")
                .withKubeVersion("1.32.0");
    }

    private static Path packaged() {
        try {
            Path folder = Files.createTempDirectory("chart");
            new Helm(withoutHooks(folder.resolve("mailbridge")))
                    .packageIt()
                    .withDestination(folder)
                    .call();
            return folder.resolve("mailbridge-" + version() + ".tgz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy, with its links, whose hooks are objects like the others: the engine's rendering leaves hooks out. */
    private static Path withoutHooks(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(HOME.relativize(file).toString());
                if (Files.isSymbolicLink(file)) {
                    Files.createSymbolicLink(target, file.toRealPath());
                } else if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, Yaml.text(file).replaceAll("(?m)^ *helm.sh/hook.*\\R", ""));
                }
            }
        }
        return copy;
    }

    private static String version() {
        return Yaml.read(HOME.resolve("Chart.yaml")).get("version").asText();
    }
}
