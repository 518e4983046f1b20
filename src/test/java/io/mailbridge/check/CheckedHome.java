package io.mailbridge.check;

import io.mailbridge.ShippedAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A folder that is checked as a home. */
record CheckedHome(Path path) {
    /** A home with nothing but its folders. */
    static CheckedHome in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("routes/sql"));
        Files.createDirectory(folder.resolve("providers"));
        return new CheckedHome(folder);
    }

    /** Writes routes/mine.camel.yaml, whose steps begin in its sixth line. */
    void route(String steps) throws IOException {
        Files.writeString(
                path.resolve("routes/mine.camel.yaml"),
                "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n" + steps.indent(2));
    }

    List<String> mistakes() throws Exception {
        return mistakes(Map.of(), new Properties()).stream()
                .map(Mistake::toString)
                .toList();
    }

    List<Mistake> mistakes(Map<String, String> environment, Properties system) throws Exception {
        return new HomeCheck(path, environment, system, ShippedAssembly.OFFLINE).mistakes();
    }
}
