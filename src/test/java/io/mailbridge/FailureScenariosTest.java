package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/failure-scenarios.md names a test that exists. */
class FailureScenariosTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

    @Test
    void shouldNameAnExistingTestInEveryRow() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/failure-scenarios.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what fails"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            Matcher test = TEST.matcher(row);
            assertThat(test.find()).as("names a test: %s", row).isTrue();
            test.reset();
            while (test.find()) {
                assertThat(source(test.group(1))).as(row).contains("void " + test.group(2) + "(");
            }
        });
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path file = files.filter(path -> path.endsWith(testClass + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + testClass));
            return Files.readString(file);
        }
    }
}
