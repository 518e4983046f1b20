package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.impl.launcher.commands.VersionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SECURITY.md judges advisories for the versions in use, by what the code does not do. */
class AdvisoriesTest {
    private final String page = text(Path.of("SECURITY.md"));

    @ParameterizedTest
    @CsvSource({
        "Camel, camel.version",
        "Kafka client, kafka.version",
        "Netty, netty.version",
        "PostgreSQL driver, postgresql.version",
        "logback, logback.version"
    })
    void shouldBeLookedUpAgainForEachVersion(String library, String property) {
        Matcher version = Pattern.compile("<%1$s>(.+)</%1$s>".formatted(Pattern.quote(property)))
                .matcher(text(Path.of("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(headings()).contains(library + " " + version.group(1));
    }

    @Test
    void shouldBeLookedUpAgainForVersionsThatCamelChooses() {
        assertThat(headings())
                .contains(
                        "Vert.x " + VersionCommand.getVersion(),
                        "Jackson " + new ObjectMapper().version().toString());
    }

    /** Each would make an advisory concern the bridge that says of itself that it does not. */
    @ParameterizedTest
    @CsvSource({
        "createNonBlocking", // CVE-2026-18401
        "activateDefaultTyping", // CVE-2026-54512
        "JsonTypeInfo", // CVE-2026-54513
        "setSni", // CVE-2026-6860
        "setDecompressionSupported", // CVE-2026-42587
        "transferException", // CVE-2026-40859
        "AggregationRepository", // CVE-2026-42527
        "CorsHandler" // CVE-2026-84176
    })
    void shouldNotBeConcernedByWhatIsNotUsed(String name) throws IOException {
        for (String folder : List.of("src/main", "routes", "docs/examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> text(file).contains(name)))
                        .isEmpty();
            }
        }
    }

    /** What is printed in bold, without full stops. */
    private List<String> headings() {
        return Pattern.compile("(?m)^\\*\\*(.+?)\\.?\\*\\*")
                .matcher(page.substring(page.indexOf("\n## Known advisories")))
                .results()
                .flatMap(heading -> Stream.of(heading.group(1).split(", ")))
                .toList();
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
