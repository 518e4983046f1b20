package io.mailbridge;

import ch.qos.logback.classic.LoggerContext;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import io.mailbridge.tool.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Entry point: starts the bridge, or says in one line why not; with arguments it runs a command. */
public final class Mailbridge {
    private Mailbridge() {}

    /** Reads its configuration from the working directory, or from the folder that -Dmailbridge.home names. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("mailbridge.home", ""))
                .toAbsolutePath()
                .normalize();
        if (arguments.length > 0) {
            System.exit(runTool(home, arguments));
        }
        // keeping account of each request's virtual thread costs 8 % of the throughput; read when the first one starts
        System.getProperties().putIfAbsent("jdk.trackAllThreads", "false");
        OutOfMemoryExit.install();
        try {
            refuseWithoutRoutes(home);
            new Bridge(Settings.load(home, System.getenv(), System.getProperties())).run(OfflineBridge::new);
        } catch (Exception e) {
            silence();
            String line = new StartFailure(home, System.getenv(), System.getProperties()).line(e);
            System.err.println("mailbridge: cannot start: " + line);
            Runtime.getRuntime().halt(1);
        }
    }

    /** UTF-8 whatever the terminal uses: what it prints is what Kafka would hold. */
    private static int runTool(Path home, String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        silence();
        return Tool.run(home, OfflineBridge::new, System.in, out, err, arguments);
    }

    /** From here on only answers to the command are printed. */
    private static void silence() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
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
