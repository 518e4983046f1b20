package io.mailbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.ClassPath;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.TempFolder;
import io.mailbridge.support.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** bin/dev as an engineer runs it, on a copy of the installation and from another folder. */
final class DevRun implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TempFolder folder = TempFolder.create("mailbridge-dev-");
    private final HomeCopy home = HomeCopy.create();
    private final Path output = folder.path().resolve("dev.log");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;

    DevRun(String... arguments) throws IOException {
        Files.createDirectories(userHome());
        ProcessBuilder command = new ProcessBuilder(
                        ClassPath.projectRoot().resolve("bin/dev").toString(),
                        "--home",
                        home.path().toString(),
                        "-Duser.home=" + userHome())
                .directory(userHome().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.command().addAll(List.of(arguments));
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = command.start();
        awaitOutput("The bridge's log follows");
        assertThat(output()).as("built by the tests' own build").doesNotContain("Building");
    }

    Path userHome() {
        return folder.path().resolve("user");
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed after the marked moment: {@code output().length()} of then. */
    void awaitOutput(String text, int from) {
        await("the line: " + text)
                .atMost(LIMIT)
                .failFast("bin/dev ended", () -> !process.isAlive())
                .until(() -> output().substring(from).contains(text));
    }

    void awaitOutput(String text) {
        awaitOutput(text, 0);
    }

    void edit(String name, String from, String to) {
        home.change(name, from, to);
    }

    /** Of the first line that holds the text. */
    int lineOf(String name, String text) throws IOException {
        List<String> lines = Files.readAllLines(home.file(name));
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow());
    }

    HttpResponse<String> post(String body) {
        return send(HttpRequest.newBuilder(address("Webhook"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> console(String path) {
        return send(HttpRequest.newBuilder(URI.create(address("Dev console") + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    TopicReader topics() {
        return new TopicReader(said("Kafka +(127\\S+)"));
    }

    /** Of the bridge. */
    String pid() {
        return said("stop-route \\.\\.\\. (\\d+)");
    }

    private URI address(String what) {
        return URI.create(said(what + " +(http\\S+)"));
    }

    private String said(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("bin/dev did not say " + pattern + ": " + output());
        }
        return matcher.group(1);
    }

    /** Ctrl-C; returns its processes when it has ended itself. */
    List<ProcessHandle> interrupt() throws IOException, InterruptedException {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return family;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        home.close();
        folder.close();
    }
}
