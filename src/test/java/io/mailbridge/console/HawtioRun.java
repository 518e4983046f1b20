package io.mailbridge.console;

import io.mailbridge.support.ChildProcess;
import io.mailbridge.support.ClassPath;
import io.mailbridge.support.FreePorts;
import io.mailbridge.support.TempFolder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** bin/hawtio as an operator runs it. */
final class HawtioRun implements AutoCloseable {
    /** It may have to be downloaded. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final TempFolder folder = TempFolder.create("mailbridge-hawtio-");
    private final String address = "http://localhost:" + FreePorts.next() + "/";
    private final ChildProcess process;

    HawtioRun(URI bridge) {
        process = ChildProcess.start(
                "bin/hawtio",
                List.of(
                        ClassPath.projectRoot().resolve("bin/hawtio").toString(),
                        "--bridge",
                        bridge.toString(),
                        "--port",
                        Integer.toString(URI.create(address).getPort())),
                folder.path(),
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "TMPDIR",
                        folder.path().toString()),
                folder.path().resolve("log"));
    }

    /** The address it says to open, once it does. */
    String awaitAddress() {
        process.awaitAnswer(LIMIT, () -> process.log().contains("Open " + address));
        return address;
    }

    @Override
    public void close() {
        process.kill();
        folder.close();
    }
}
