package io.mailbridge.support;

import io.mailbridge.audit.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A running bridge as senders and operators see it: its webhook, its health, its metrics, its signals. */
public final class BridgeProcess implements AutoCloseable {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);
    private static final Duration READINESS_LIMIT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final TempFolder folder = TempFolder.create("mailbridge-process-");
    private final int serverPort;
    private final int managementPort;
    private final ChildProcess process;
    private final LogScan scan;

    BridgeProcess(
            List<String> command,
            Path home,
            Map<String, String> environment,
            int serverPort,
            int managementPort,
            LogScan scan) {
        this.scan = scan;
        this.serverPort = serverPort;
        this.managementPort = managementPort;
        this.process = ChildProcess.start(
                "The bridge", command, home, environment, folder.path().resolve("bridge.log"));
    }

    /** @throws IllegalStateException with the log's end if it is not ready by the limit, or ends before */
    public BridgeProcess awaitReady(Duration limit) {
        process.awaitAnswer(limit, this::isReady);
        return this;
    }

    public boolean isReady() {
        try {
            HttpRequest.Builder question = HttpRequest.newBuilder(managementUri("/observe/health/ready"));
            return Sockets.accepts(managementPort)
                    && send(question, READINESS_LIMIT).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** @param headers name, value, name, value; the content type is JSON unless given here */
    public HttpResponse<String> post(String source, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook(source)).POST(BodyPublishers.ofString(body));
        boolean typed = IntStream.range(0, headers.length)
                .anyMatch(i -> i % 2 == 0 && headers[i].equalsIgnoreCase("Content-Type"));
        if (!typed) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** GET on the management port. */
    public HttpResponse<String> management(String path) {
        return send(HttpRequest.newBuilder(managementUri(path)));
    }

    /** Any other request, such as a wrong method; a time limit is added. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, REQUEST_LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Duration limit) {
        try {
            return http.send(request.timeout(limit).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the bridge was asked", e);
        }
    }

    public MetricsPage metrics() {
        return MetricsPage.parse(management("/observe/metrics").body());
    }

    /** The metric's sum over all series that carry these labels (name, value, name, value); 0 if there is none. */
    public double metric(String name, String... labels) {
        return metrics().sum(name, labels);
    }

    public URI webhook(String source) {
        return serverUri("/webhooks/" + source);
    }

    public URI serverUri(String path) {
        return URI.create("http://127.0.0.1:" + serverPort + path);
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public Path logFile() {
        return process.logFile();
    }

    public String log() {
        return process.log();
    }

    /** The end of what it printed, ready to be appended to an error's sentence. */
    public String tail() {
        return process.tail();
    }

    /** SIGTERM; {@link #awaitExit} returns how it ended. */
    public void requestStop() {
        process.signal("TERM");
    }

    /**
     * SIGTERM, and its exit status.
     *
     * @throws IllegalStateException if it still runs after the limit
     */
    public int terminate(Duration limit) {
        requestStop();
        return awaitExit(limit);
    }

    public int awaitExit(Duration limit) {
        return process.awaitExit(limit);
    }

    public void kill() {
        process.kill();
    }

    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /**
     * Kills it; a test that checks how it ends does so before.
     *
     * @throws AssertionError if its log shows people, credentials or payload
     */
    @Override
    public void close() {
        kill();
        try (folder) {
            scan.check(logFile());
        }
    }

    @Override
    public String toString() {
        return "bridge on " + Arrays.asList(serverPort, managementPort);
    }
}
