package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar with arguments, as an engineer runs it: no servers, no routes, nothing but the answer on standard output. */
class ToolIT {
    private static final Path BODY = Path.of("src/test/resources/senders/mailgun/delivered.json");

    @Test
    void shouldNormalizeABody() throws Exception {
        Run run = run(BODY, "normalize", "--provider", "mailgun");

        assertThat(run.status()).isZero();
        assertThat(run.output().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("{\"schema_version\":1,\"id\":\"mailgun:hK7mQVt1QtqRiOfQXta4sw:")
                .endsWith("}"));
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void shouldDoWhatTheReadmeSays() throws Exception {
        String section = Files.readString(Path.of("README.md")).split("## Try a payload")[1];
        String[] command = section.split("```")[1].strip().split(" < ");

        assertThat(command[0]).startsWith("java -jar target/mailbridge.jar ");
        Run run = run(
                Path.of(command[1]),
                command[0]
                        .substring("java -jar target/mailbridge.jar ".length())
                        .split(" "));
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output()).contains("\"type\":\"opened\"");
    }

    @Test
    void shouldSayWhyABodyIsRejected() throws Exception {
        Run run = run(Path.of("pom.xml"), "normalize", "--provider", "mailgun");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("rejected: not_json: ");
    }

    @Test
    void shouldListTheProfilesAndRefuseWhatItDoesNotKnow() throws Exception {
        assertThat(run(BODY, "providers").output().lines()).hasSizeGreaterThan(16);
        assertThat(run(BODY, "start").status()).isEqualTo(2);
    }

    private static Run run(Path input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
        command.add("target/mailbridge.jar");
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectInput(input.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output, errors);
    }

    private record Run(int status, String output, String errors) {}
}
