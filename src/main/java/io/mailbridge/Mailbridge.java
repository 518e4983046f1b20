package io.mailbridge;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
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
            if (!Files.isDirectory(home.resolve("routes"))) {
                throw new InvalidSetting(
                        "mailbridge.home", home.toString(), "a folder that holds routes/ and application.properties");
            }
            new Bridge(Settings.load(home, System.getenv(), System.getProperties())).run();
        } catch (Exception e) {
            System.err.println("mailbridge: cannot start: " + StartFailure.line(e));
            Runtime.getRuntime().halt(1);
        }
    }
}
