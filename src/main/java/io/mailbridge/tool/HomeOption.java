package io.mailbridge.tool;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which installation a command reads. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The folder that holds application.properties, routes/ and providers/; the working directory,"
                    + " or what -Dmailbridge.home names, unless given.")
    private Path home;

    HomeOption(Path home) {
        this.home = home;
    }

    Path folder() {
        return home.toAbsolutePath().normalize();
    }
}
