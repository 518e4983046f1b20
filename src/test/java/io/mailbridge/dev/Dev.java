package io.mailbridge.dev;

import io.mailbridge.demo.Demo;
import io.mailbridge.demo.DemoStage;
import io.mailbridge.support.AtExit;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What bin/dev runs: the bridge beside private servers, with the engineer's tools, and its log on the terminal. */
public final class Dev {
    private static final long LOOK_MS = 200;

    private final Map<String, String> settings = new LinkedHashMap<>(Map.of(
            "bridge.reload", "true",
            "camel.main.sourceLocationEnabled", "true",
            "camel.main.devConsoleEnabled", "true",
            "camel.management.devConsoleEnabled", "true",
            "camel.trace.standby", "true",
            "camel.main.jmxManagementStatisticsLevel", "Extended"));
    private Path home = ClassPath.projectRoot();

    private Dev() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "io/mailbridge/support/quiet-logback.xml");
        Dev dev = new Dev();
        int status = 0;
        try {
            dev.read(arguments);
            dev.run();
        } catch (IllegalArgumentException wrong) {
            System.err.println("bin/dev: " + wrong.getMessage() + "; bin/dev --help tells the rest");
            status = 2;
        } catch (IllegalStateException failure) {
            // Ctrl-C ends processes that are still in use: not a failure
            if (!AtExit.isEnding()) {
                System.err.println("bin/dev: " + failure.getMessage());
                status = 1;
            }
        }
        System.exit(status);
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--trace")) {
                settings.put("camel.main.tracing", "true");
            } else if (argument.equals("--home") && i + 1 < arguments.length) {
                home = Path.of(arguments[++i]).toAbsolutePath().normalize();
            } else if (argument.startsWith("-D") && argument.indexOf('=') > 2) {
                settings.put(
                        argument.substring(2, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            } else {
                throw new IllegalArgumentException("'" + argument + "' is not understood");
            }
        }
        if (!Files.isDirectory(home.resolve("routes"))) {
            throw new IllegalArgumentException("there is no folder routes/ in " + home);
        }
    }

    private void run() throws InterruptedException {
        DemoStage stage = new DemoStage(bridge -> {
            settings.forEach(bridge::property);
            return bridge.home(home);
        });
        stage.start();
        guide(stage);
        LogTail tail = new LogTail(stage.bridge().logFile());
        while (stage.bridge().isRunning()) {
            tail.printNew();
            Thread.sleep(LOOK_MS);
        }
        tail.printNew();
        throw new IllegalStateException("the bridge has ended");
    }

    private void guide(DemoStage stage) {
        BridgeProcess bridge = stage.bridge();
        Demo.say("");
        Demo.say("  Reloaded    routes/*.yaml, routes/*.java, routes/sql/*.sql and providers/*.yaml of " + home);
        Demo.say("              (application.properties is read at the start only)");
        Demo.say("  Webhook     " + bridge.webhook(DemoStage.SOURCE));
        Demo.say("  Console     " + bridge.managementUri("/console/"));
        Demo.say("  Dev console " + bridge.managementUri("/q/dev") + " (/q/dev/route, /q/dev/trace, ...)");
        Demo.say("  Jolokia     " + bridge.managementUri("/observe/jolokia"));
        Demo.say("  Camel CLI   camel get route, camel cmd stop-route ... " + bridge.pid());
        Demo.say("  Kafka       " + stage.kafka().bootstrap());
        Demo.say("  PostgreSQL  " + stage.postgres().jdbcUrl() + ", user "
                + stage.postgres().username() + ", password " + stage.postgres().password());
        Demo.say("");
        stage.sayTryIt();
        Demo.say("The bridge's log follows; Ctrl-C ends everything.");
        Demo.say("");
    }
}
