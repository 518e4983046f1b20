package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles that the bridge takes are right for an editor with docs/profile.schema.json, too. */
class ProfileSchemaTest {
    @ParameterizedTest
    @MethodSource("files")
    void shouldAcceptEveryProfile(Path file) throws IOException {
        JsonNode profile = ProfileSchema.tree(Files.readString(file));

        assertThat(ProfileSchema.refusal(profile)).isNull();
        assertThat(ProfileSchema.complaints(profile)).isEmpty();
    }

    static Stream<Path> files() throws IOException {
        return Stream.of("providers", "docs/examples").flatMap(ProfileSchemaTest::profiles);
    }

    private static Stream<Path> profiles(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
