package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.Settings;
import java.nio.file.Path;
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
}
