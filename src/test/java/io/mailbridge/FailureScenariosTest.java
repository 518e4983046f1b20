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

/** Each row of docs/failure-scenarios.md names a test that exists, and each test of faults has its row and its figures. */
class FailureScenariosTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("@Test\\b([^{;]*?) void (\\w+)\\(", Pattern.DOTALL);
    /** The long form, which mvn verify does not run. */
    private static final String LONG = "@EnabledIfSystemProperty";

    private static final Pattern AUDITED = Pattern.compile("\\b(Auditor|FaultRig)\\b");
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void shouldNameAnExistingTestInEveryRow() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            Matcher test = TEST.matcher(row);
            assertThat(test.find()).as("names a test: %s", row).isTrue();
            test.reset();
            while (test.find()) {
                assertThat(source(test.group(1))).as(row).contains("void " + test.group(2) + "(");
            }
        });
    }

    @Test
    void shouldHaveARowForEachTestOfFaultsAndFiguresForWhatIsAudited() throws IOException {
        List<String> rows = rows();
        try (Stream<Path> files = Files.list(TESTS.resolve("io/mailbridge/faults"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("IT.java")).toList()) {
                String source = Files.readString(file);
                boolean audited = AUDITED.matcher(source).find();
                Matcher method = METHOD.matcher(source);
                while (method.find()) {
                    String test =
                            "`%s#%s`".formatted(file.getFileName().toString().replace(".java", ""), method.group(2));
                    assertThat(rows)
                            .as("a row that names %s", test)
                            .anyMatch(row -> row.contains(test) && !isFigures(row));
                    boolean measured = audited && !method.group(1).contains(LONG);
                    assertThat(!measured || rows.stream().anyMatch(row -> row.contains(test) && isFigures(row)))
                            .as("figures of %s: run it, then FiguresPage (CONTRIBUTING)", test)
                            .isTrue();
                }
            }
        }
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/failure-scenarios.md")).stream()
                .filter(line ->
                        line.startsWith("| ") && !line.startsWith("| what fails") && !line.startsWith("| test "))
                .toList();
    }

    private static boolean isFigures(String row) {
        return row.startsWith("| `");
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(path -> path.endsWith(testClass + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + testClass));
            return Files.readString(file);
        }
    }
}
