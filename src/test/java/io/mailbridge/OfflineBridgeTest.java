package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.check.HomeCheck;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.Test;

class OfflineBridgeTest {
    @Test
    void shouldHoldTheRoutesAndBeansOfTheStartAndStartNothing() throws Exception {
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), new Properties());
        try (OfflineBridge bridge = new OfflineBridge(settings, Map.of())) {
            ModelCamelContext context = bridge.context();

            assertThat(context.getRouteDefinitions())
                    .extracting(route -> route.getId())
                    .contains("receive-webhook", "replay-events");
            assertThat(context.getRegistry().lookupByName("eventNormalizer")).isNotNull();
            assertThat(context.getRegistry().lookupByName("replayOutcome")).isNotNull();
            assertThat(context.isStarted()).isFalse();
            assertThat(context.getRoutes()).isEmpty();
        }
    }

    /** bin/dev checks the home at each edit. */
    @Test
    void shouldLeaveNoThreadBehind() throws Exception {
        long before = writers();
        Path home = Path.of("").toAbsolutePath();
        assertThat(new HomeCheck(home, Map.of(), new Properties(), OfflineBridge::new).mistakes())
                .isEmpty();

        await().atMost(Duration.ofSeconds(5)).until(() -> writers() == before);
    }

    private static long writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("buffer-writer"))
                .count();
    }
}
