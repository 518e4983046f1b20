package io.mailbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.ChildProcess;
import io.mailbridge.support.FreePorts;
import io.mailbridge.support.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes one bridge every second, and its tool; Debian's package prometheus has both. */
final class Prometheus implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TempFolder folder = TempFolder.create("mailbridge-prometheus-");
    private final int port = FreePorts.next();
    private final ChildProcess process;

    Prometheus(URI metrics, Path rules) throws IOException {
        Path config = Files.writeString(folder.path().resolve("prometheus.yml"), """
                        global: {scrape_interval: 1s, evaluation_interval: 1s}
                        rule_files: ['%s']
                        scrape_configs:
                          - job_name: bridge
                            metrics_path: %s
                            static_configs: [{targets: ['%s']}]
                        """.formatted(
                        rules.toAbsolutePath(), metrics.getPath(), metrics.getAuthority()));
        process = ChildProcess.start(
                "Prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.path().resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                folder.path(),
                Map.of(),
                folder.path().resolve("log"));
        process.awaitAnswer(LIMIT, this::hasScraped);
    }

    private boolean hasScraped() {
        try {
            return !query("up").isEmpty();
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    /** @return the elements of the result, or fails with Prometheus's own message */
    JsonNode query(String expression) {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    /** The names of all metrics that were scraped. */
    JsonNode names() {
        return get("label/__name__/values");
    }

    private JsonNode get(String path) {
        try (InputStream in = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path)
                .toURL()
                .openStream()) {
            return JsonCodec.mapper().readTree(in).get("data");
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus does not answer " + path, e);
        }
    }

    static boolean isInstalled() {
        return run("", "prometheus", "--version").status() == 0
                && run("", "promtool", "--version").status() == 0;
    }

    /** What promtool says, with the input as its standard input. */
    static Told run(String input, String... command) {
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            started.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            started.getOutputStream().close();
            String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return started.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    ? new Told(started.exitValue(), output)
                    : new Told(-1, output);
        } catch (IOException e) {
            return new Told(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " ran", e);
        }
    }

    /** What a program printed, and its exit status. */
    record Told(int status, String output) {}

    @Override
    public void close() {
        process.kill();
        folder.close();
    }
}
