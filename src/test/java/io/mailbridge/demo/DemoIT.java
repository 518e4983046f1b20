package io.mailbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.ChildProcess;
import io.mailbridge.support.ClassPath;
import io.mailbridge.support.TempFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the README promises to a newcomer who starts the demo. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void shouldShowArrivedEventsAndAddresses() {
        try (TempFolder folder = TempFolder.create("mailbridge-demo-")) {
            Path output = folder.path().resolve("demo.log");
            List<String> command = List.of(
                    ClassPath.java(), "-Xmx256m", "-Ddemo.exit=true", "-cp", ClassPath.current(), Demo.class.getName());
            ChildProcess demo = ChildProcess.start("The demo", command, folder.path(), Map.of(), output);
            try {
                assertThat(demo.awaitExit(LIMIT)).as(demo::log).isZero();
            } finally {
                demo.kill();
            }
            assertThat(demo.log())
                    .contains("Answered 200 {\"accepted\":9,\"rejected\":0}")
                    .contains("alice@example.com", "email.bounced", "sendgrid:c3BhbXJlcG9ydC0xMDAx")
                    .contains(
                            "/webhooks/demo",
                            "/console/",
                            "/observe/health/ready",
                            "/observe/metrics",
                            "/observe/jolokia")
                    .contains("user mailbridge, password buffer-s3cret")
                    .contains("curl -i");
        }
    }
}
