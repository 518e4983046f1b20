package io.mailbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** System property over environment over file, wherever the process is started from. */
class PrecedenceIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final TempFolder folder = TempFolder.create("mailbridge-precedence-");
    private final Path home = folder.path().resolve("home");
    private BridgeLauncher launcher;

    @BeforeEach
    void configureFile() throws IOException {
        Files.createDirectories(home);
        Files.createSymbolicLink(home.resolve("routes"), Path.of("routes").toAbsolutePath());
        Files.write(
                home.resolve("application.properties"),
                List.of(
                        "bridge.sources.shop.provider=sendgrid",
                        "bridge.sources.shop.auth=bearer",
                        "bridge.sources.shop.token=of-the-file"));
        launcher = new BridgeLauncher()
                .home(home)
                .property("bridge.kafka.brokers", "127.0.0.1:1")
                .property("bridge.buffer.jdbc-url", "jdbc:postgresql://127.0.0.1:1/none");
    }

    @AfterEach
    void removeHome() {
        folder.close();
    }

    @Test
    void shouldReadFile() {
        assertThat(acceptedToken()).isEqualTo("of-the-file");
    }

    @Test
    void shouldPreferEnvironmentToFile() {
        launcher.environment("BRIDGE_SOURCES_SHOP_TOKEN", "of-the-environment");

        assertThat(acceptedToken()).isEqualTo("of-the-environment");
    }

    @Test
    void shouldPreferSystemPropertyToEnvironment() {
        launcher.environment("BRIDGE_SOURCES_SHOP_TOKEN", "of-the-environment")
                .property("bridge.sources.shop.token", "of-the-system");

        assertThat(acceptedToken()).isEqualTo("of-the-system");
    }

    @Test
    void shouldFindHomeFromAnotherFolderWhenRunFromJar() {
        launcher.fromJar().home(folder.path()).property("mailbridge.home", home.toString());

        assertThat(acceptedToken()).isEqualTo("of-the-file");
    }

    /** Neither Kafka nor the buffer is up: an authorized sender is answered 503, any other 401. */
    private String acceptedToken() {
        try (BridgeProcess bridge = launcher.start()) {
            await().atMost(LIMIT).until(() -> checksTokens(bridge));
            List<String> accepted = List.of("of-the-file", "of-the-environment", "of-the-system").stream()
                    .filter(token -> status(bridge, token) == 503)
                    .toList();
            assertThat(accepted).as(bridge::log).hasSize(1);
            return accepted.get(0);
        }
    }

    /** Before its routes run, the bridge answers every request 503. */
    private static boolean checksTokens(BridgeProcess bridge) {
        try {
            return status(bridge, "wrong") == 401;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int status(BridgeProcess bridge, String token) {
        int status = bridge.post("shop", SendGridEvents.batch(List.of("one")), "Authorization", "Bearer " + token)
                .statusCode();
        assertThat(status).isIn(401, 503);
        return status;
    }
}
