package io.mailbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What bin/dev switches on is off everywhere else. */
class DevToolsTest {
    @Test
    void shouldBeOnNoClassPathOfTheBuild() {
        ClassLoader loader = DevToolsTest.class.getClassLoader();

        assertThat(loader.getResource("org/apache/camel/cli/connector/LocalCliConnector.class"))
                .as("it would wake every bridge once a second")
                .isNull();
        assertThat(loader.getResource("org/apache/camel/impl/console/RouteDevConsole.class"))
                .isNull();
    }

    @Test
    void shouldReloadNothingUnlessToldTo() {
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), new Properties());

        assertThat(settings.flag("bridge.reload")).isFalse();
    }
}
