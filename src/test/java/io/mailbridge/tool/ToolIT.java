package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
    void shouldPrintWhatTheReadmeShows() throws Exception {
        String section = Files.readString(Path.of("README.md")).split("## Try a payload")[1];
        List<String> block = section.split("```")[1].strip().lines().toList();
        String[] command = block.get(0).split(" < ");
        String shown = block.get(1);

        assertThat(command[0]).startsWith("java -jar target/mailbridge.jar ");
        assertThat(shown).startsWith("{").endsWith(" ...");
        Run run = run(
                Path.of(command[1]),
                command[0]
                        .substring("java -jar target/mailbridge.jar ".length())
                        .split(" "));
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output().lines()).singleElement().asString().startsWith(shown.replace(" ...", ""));
    }

    @Test
    void shouldKnowTheProfilesOfItsHome(@TempDir Path home) throws Exception {
        Path profiles = Files.createDirectory(home.resolve("providers"));
        Files.copy(Path.of("providers/mailgun.yaml"), profiles.resolve("in-house.yaml"));

        Run run = Run.of(Run.java("-Dmailbridge.home=" + home, "-jar", Run.JAR, "normalize", "-p", "in-house")
                .redirectInput(BODY.toFile()));

        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output()).contains("\"id\":\"in-house:", "\"type\":\"delivered\"");
        assertThat(run(BODY, "normalize", "-p", "in-house").status()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFailWhenItsOutputIsLost() throws Exception {
        Run run = Run.of(Run.java("-jar", Run.JAR, "normalize", "-p", "mailgun")
                .redirectInput(BODY.toFile())
                .redirectOutput(new File("/dev/full")));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualToIgnoringNewLines("mailbridge: the output could not be written");
    }

    @Test
    void shouldSayWhyABodyIsRejected() throws Exception {
        // of a platform that posts no forms, which almost any text passes for
        Run run = run(Path.of("pom.xml"), "normalize", "--provider", "sendgrid");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("rejected: not_json: ");
    }

    @Test
    void shouldCheckAHome(@TempDir Path home) throws Exception {
        Files.createDirectory(home.resolve("routes"));
        Files.copy(Path.of("routes/error-handling.camel.yaml"), home.resolve("routes/error-handling.camel.yaml"));
        Files.writeString(home.resolve("application.properties"), "bridge.kafka.timeuot=1s\n");

        Run refused = run(BODY, "check", "--home", home.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output().lines())
                .singleElement()
                .asString()
                .startsWith("application.properties:1: bridge.kafka.timeuot=1s is not a known key")
                .endsWith("did you mean bridge.kafka.timeout?");
        JsonNode json = JsonCodec.mapper()
                .readTree(
                        run(BODY, "check", "--json", "--home", home.toString()).output());
        assertThat(json.get(0).get("file").textValue()).isEqualTo("application.properties");
        assertThat(json.get(0).get("line").intValue()).isEqualTo(1);
        assertThat(run(BODY, "check", "--home", home + "/none").status()).isEqualTo(2);

        Run shipped = run(BODY, "check");
        assertThat(shipped.output()).as(shipped.errors()).isEmpty();
        assertThat(shipped.errors()).contains("No mistakes in the settings, routes and profiles");
        assertThat(shipped.status()).isZero();
    }

    @Test
    void shouldPreviewABody() throws Exception {
        Run run = Run.of(Run.java(
                        "-Dbridge.sources.shop.provider=mailgun",
                        "-Dbridge.sources.shop.auth=none",
                        "-jar",
                        Run.JAR,
                        "preview",
                        "--source",
                        "shop",
                        BODY.toString())
                .redirectInput(BODY.toFile()));

        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output())
                .contains("answer 200 {\"accepted\":1,\"rejected\":0}", "1 of 1: event for topic email-events, key ");
    }

    @Test
    void shouldListTheProfilesAndRefuseWhatItDoesNotKnow() throws Exception {
        assertThat(run(BODY, "providers").output().lines()).hasSizeGreaterThan(16);
        assertThat(run(BODY, "start").status()).isEqualTo(2);
    }

    private static Run run(Path input, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = Run.java("-jar", Run.JAR);
        command.command().addAll(List.of(arguments));
        return Run.of(command.redirectInput(input.toFile()));
    }
}
