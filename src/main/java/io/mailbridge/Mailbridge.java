package io.mailbridge;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Entry point: starts the bridge, or says in one line why not. */
public final class Mailbridge {
    private Mailbridge() {}

    /** Reads its configuration from the working directory, or from the folder that -Dmailbridge.home names. */
    public static void main(String[] arguments) {
        try {
            Path home = Path.of(System.getProperty("mailbridge.home", ""))
                    .toAbsolutePath()
                    .normalize();
            refuseWithoutRoutes(home);
            new Bridge(Settings.load(home, System.getenv(), System.getProperties())).run();
        } catch (Exception e) {
            System.err.println("mailbridge: cannot start: " + StartFailure.line(e));
            Runtime.getRuntime().halt(1);
        }
    }

    private static void refuseWithoutRoutes(Path home) throws IOException {
        Path routes = home.resolve("routes");
        if (Files.isDirectory(routes)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(routes, "*.yaml")) {
                if (files.iterator().hasNext()) {
                    return;
                }
            }
        }
        throw new InvalidSetting(
                "mailbridge.home", home.toString(), "a folder that holds application.properties and routes/*.yaml");
    }
}
