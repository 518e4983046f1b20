package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files are served by their names, and nothing else of the jar is. */
class StaticFilesTest {
    private final StaticFiles files = new StaticFiles();

    @Test
    void shouldServeEachFileOfTheFolder() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of("src/main/resources/console"))) {
            assertThat(folder.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(StaticFiles.NAMES);
        }
        assertThat(StaticFiles.NAMES)
                .allSatisfy(name -> assertThat(files.find("/" + name).type()).isNotNull());
        assertThat(files.find("/")).isSameAs(files.find("/index.html"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "/../jolokia-access.xml",
                "/..%2fjolokia-access.xml",
                "/../console/index.html",
                "/index.html/",
                "/./index.html",
                "/INDEX.HTML",
                "/index.html\0",
                "\\index.html"
            })
    void shouldServeNothingElse(String path) {
        assertThat(files.find(path)).isNull();
    }

    @Test
    void shouldHaveATagForEachContent() {
        StaticFile one = StaticFile.of("text/plain", "a".repeat(1000).getBytes());
        StaticFile other = StaticFile.of("text/plain", "b".repeat(1000).getBytes());

        assertThat(one.etag()).isNotEqualTo(other.etag()).matches("\"[0-9a-f]{24}\"");
        assertThat(one.zipped()).hasSizeLessThan(100);
        assertThat(StaticFile.of("text/plain", new byte[] {1}).zipped()).isNull();
    }
}
