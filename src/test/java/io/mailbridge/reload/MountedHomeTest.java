package io.mailbridge.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.ShippedAssembly;
import io.mailbridge.check.Assembled;
import io.mailbridge.check.HomeCheck;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.support.HomeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A home whose folders are whole ConfigMaps, as Kubernetes mounts them: each file a link into ..data, which is a link to the
 * folder of one version, and is replaced at once when the ConfigMap changes.
 */
class MountedHomeTest {
    private final HomeCopy home = HomeCopy.create();

    @BeforeEach
    void mount() throws IOException {
        for (String folder : new String[] {"routes/sql", "routes", "providers"}) {
            publish(home.file(folder), "..2026_11_27_01");
        }
    }

    @AfterEach
    void remove() {
        home.close();
    }

    @Test
    void shouldStartWithTheRoutesAndProfilesOfConfigMaps() throws Exception {
        assertThat(home.file("routes/adapt-events.camel.yaml")).isSymbolicLink();
        Settings settings = Settings.load(home.path(), Map.of(), new Properties());

        assertThat(new HomeCheck(home.path(), Map.of(), new Properties(), ShippedAssembly.OFFLINE).mistakes())
                .isEmpty();
        home.change("routes/adapt-events.camel.yaml", "id: adapt-events", "id: adapt-mounted-events");
        try (Assembled bridge =
                ShippedAssembly.OFFLINE.assemble(settings, Profiles.load(home.file("providers")), Map.of())) {
            assertThat(bridge.context().getRouteDefinitions())
                    .extracting(route -> route.getId())
                    .contains("receive-webhook", "adapt-mounted-events")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldNoticeThatAConfigMapWasReplaced() throws IOException {
        String before = HomeFiles.stamp(home.path());
        HomeFiles running = HomeFiles.read(home.path());
        assertThat(running.texts()).containsKeys("routes/adapt-events.camel.yaml", "routes/sql/buffer-events.sql");
        assertThat(running.texts()).allSatisfy((name, text) -> assertThat(name).doesNotContain(".."));

        Path next = copy(home.file("providers/..2026_11_27_01"), home.file("providers/..2026_11_27_02"));
        Files.writeString(next.resolve("brevo.yaml"), "description: another\n");
        link(home.file("providers/..data"), next.getFileName());

        assertThat(HomeFiles.stamp(home.path())).isNotEqualTo(before);
        assertThat(HomeFiles.read(home.path()).changedSince(running)).containsExactly("providers/brevo.yaml");
    }

    /** What kubelet does: files into a folder of their version, a link to that, and links to the files through it. */
    private static void publish(Path folder, String version) throws IOException {
        Path of = Files.createDirectory(folder.resolve(version));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.move(file, of.resolve(file.getFileName()));
                Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
            }
        }
        link(folder.resolve("..data"), of.getFileName());
    }

    private static void link(Path name, Path target) throws IOException {
        Path next = Files.createSymbolicLink(name.resolveSibling("..data_tmp"), target);
        Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }
}
