package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailbridge.support.Jdk25;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The JVM's options are in jvm/options only, with their reasons; the image uses them, and JDK 25 accepts them. */
class JvmOptionsTest {
    private static final Path OPTIONS = Path.of("jvm/options");

    @Test
    void shouldBeWhatTheImageRunsAndTrainsWith() throws IOException {
        List<String> dockerfile = Files.readAllLines(Path.of("Dockerfile"));
        String entryPoint = only(dockerfile, "ENTRYPOINT ");
        Matcher cache = Pattern.compile("RUN jvm/train \\. (\\S+)").matcher(only(dockerfile, "RUN jvm/train "));

        assertThat(dockerfile).contains("COPY . .", "COPY --from=build /mailbridge /mailbridge");
        assertThat(cache.matches()).isTrue();
        assertThat(entryPoint)
                .isEqualTo("ENTRYPOINT [\"java\", \"@jvm/options\", \"-XX:AOTCache=" + cache.group(1)
                        + "\", \"-jar\", \"mailbridge.jar\"]");
        assertThat(Files.readString(Path.of(".dockerignore"))).contains("!jvm\n");
    }

    @Test
    void shouldLeaveTheEnvironmentToTheOperator() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile")))
                .doesNotContain("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS");
    }

    @Test
    void shouldGiveAReasonForEachSetting() throws IOException {
        String previous = "";
        for (String line : Files.readAllLines(OPTIONS)) {
            if (line.startsWith("-")) {
                assertThat(previous).as("the line before " + line).matches("(#|-).*");
            }
            previous = line;
        }
    }

    @Test
    void shouldBeKnownToJdk25() throws Exception {
        Optional<Path> jdk = Jdk25.homeWith("java");
        assumeTrue(jdk.isPresent(), Jdk25.MISSING);
        String java = jdk.get().resolve("bin/java").toString();
        Process version = new ProcessBuilder(java, "@" + OPTIONS, "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(version.waitFor()).as(said).isZero();
        assertThat(said).doesNotContainIgnoringCase("warning");
    }

    private static String only(List<String> lines, String start) {
        List<String> found =
                lines.stream().filter(line -> line.startsWith(start)).toList();
        assertThat(found).as(start).hasSize(1);
        return found.get(0);
    }
}
