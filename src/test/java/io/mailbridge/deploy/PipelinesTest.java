package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both pipelines do the same, by scripts that are there and take the options that they are given. */
class PipelinesTest {
    private static final Path JENKINS = Path.of("Jenkinsfile");
    private static final Path CI = Path.of(".github/workflows/ci.yaml");
    private static final Path RELEASE = Path.of(".github/workflows/release.yaml");
    private static final Set<String> STEPS = Set.of("run", "package", "image", "deploy", "smoke", "rollback");
    private static final Pattern CALL = Pattern.compile("\\.ci/([a-z]+)([^\n;'&|]*)");
    private static final Pattern OPTION = Pattern.compile(" (--[a-z-]+)");

    @Test
    void shouldTakeTheSameSteps() {
        assertThat(scripts(JENKINS)).isEqualTo(STEPS);
        assertThat(scripts(RELEASE)).isEqualTo(STEPS);
        assertThat(scripts(CI)).containsExactlyInAnyOrder("run", "package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "image", "deploy", "smoke", "rollback"})
    void shouldCallScriptsWithOptionsThatTheyHave(String script) throws IOException, InterruptedException {
        Run help = Run.of(".ci/" + script, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.output()).startsWith(".ci/" + script + " ");
        for (Path pipeline : List.of(JENKINS, CI, RELEASE)) {
            assertThat(calls(pipeline).filter(call -> call.group(1).equals(script)))
                    .flatExtracting(call -> OPTION.matcher(call.group(2))
                            .results()
                            .map(option -> option.group(1))
                            .toList())
                    .as("%s in %s", script, pipeline)
                    .allSatisfy(option -> assertThat(help.output()).contains((String) option));
        }
        Run wrong = Run.of(".ci/" + script, "--no-such-option");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.output()).contains("unknown option --no-such-option, see --help");
    }

    @Test
    void shouldLeaveTheWorkToTheScripts() {
        for (Path pipeline : List.of(JENKINS, CI, RELEASE)) {
            assertThat(withoutComments(pipeline)).doesNotContainPattern("\\b(mvn|helm|kubectl|docker|podman) ");
        }
    }

    @Test
    void shouldRunTheTestCommandOfTheReadme() {
        String readme = Yaml.text(Path.of("README.md"));

        assertThat(readme.substring(readme.indexOf("## Test it"))).startsWith("## Test it\n\n```\nmvn verify\n```\n");
        assertThat(Yaml.text(Path.of(".ci/run")))
                .contains("[ \"$test_command\" = \"mvn verify\" ]", "\n    $test_command ");
    }

    @Test
    void shouldPinEveryActionToOneVersion() {
        for (Path workflow : List.of(CI, RELEASE)) {
            JsonNode jobs = Yaml.read(workflow).get("jobs");

            assertThat(jobs).isNotEmpty();
            assertThat(jobs.findValuesAsText("uses"))
                    .isNotEmpty()
                    .allMatch(action -> action.matches(".+@v\\d+\\.\\d+\\.\\d+"));
            assertThat(jobs).allSatisfy(job -> {
                assertThat(job.has("timeout-minutes")).isTrue();
                assertThat(job.get("runs-on").asText()).doesNotContain("latest");
            });
        }
    }

    private static Set<String> scripts(Path pipeline) {
        Set<String> names = calls(pipeline).map(call -> call.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).allSatisfy(name -> assertThat(Path.of(".ci", name)).isExecutable());
        return names;
    }

    private static Stream<MatchResult> calls(Path pipeline) {
        return CALL.matcher(withoutComments(pipeline).replaceAll("\\\\\n\\s*", ""))
                .results();
    }

    private static String withoutComments(Path file) {
        return Yaml.text(file).replaceAll("(?m)^\\s*(//|#).*$", "");
    }

    private record Run(int status, String output) {
        static Run of(String... command) throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        }
    }
}
