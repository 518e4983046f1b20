package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor with docs/profile.schema.json accepts and proposes is what the bridge takes. */
class ProfileSchemaTest {
    private static final String MODELINE = "# yaml-language-server: $schema=";

    @ParameterizedTest
    @MethodSource("files")
    void shouldAcceptEveryProfile(Path file) throws IOException {
        JsonNode profile = ProfileSchema.tree(Files.readString(file));

        assertThat(ProfileSchema.refusal(profile)).isNull();
        assertThat(ProfileSchema.complaints(profile)).isEmpty();
    }

    /** The path holds in a checkout and in the release archive, both of which have providers/ beside docs/. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldNameTheSchemaInEveryProfile(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);

        assertThat(first).startsWith(MODELINE);
        assertThat(file.resolveSibling(first.substring(MODELINE.length())).normalize())
                .isEqualTo(ProfileSchema.FILE);
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
            throw new java.io.UncheckedIOException(e);
        }
    }
}
