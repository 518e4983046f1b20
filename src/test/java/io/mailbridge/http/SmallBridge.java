package io.mailbridge.http;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A bridge with 256 MB, 1,024 descriptors and short time limits, and a check that it still serves other senders. */
final class SmallBridge implements AutoCloseable {
    static final String GOOD = Payloads.text("sendgrid/delivered.json");
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Servers servers;
    private final BridgeProcess bridge;
    /** Null where it speaks plain HTTP. */
    private final SSLContext tls;

    private final long began = System.nanoTime();

    private SmallBridge(Servers servers, Map<String, String> more, SSLContext tls) {
        this.servers = servers;
        this.tls = tls;
        BridgeLauncher launcher = servers.launcher();
        more.forEach(launcher::property);
        bridge = launcher.descriptors(1024)
                .heap("256m")
                .jvmOption("-XX:+UseSerialGC")
                .jvmOption("-XX:MaxDirectMemorySize=64m")
                .jvmOption("-XX:+ExitOnOutOfMemoryError")
                .openSource("demo", "sendgrid")
                .property("bridge.sources.locked.provider", "sendgrid")
                .property("bridge.sources.locked.auth", "bearer")
                .property("bridge.sources.locked.token", "right")
                .property("bridge.sources.signed.provider", "mailgun")
                .property("bridge.sources.signed.secret", "signing-key")
                .openSource("form", "mandrill")
                .property("bridge.sources.signed-form.provider", "mandrill")
                .property("bridge.sources.signed-form.secret", "signing-key")
                .property("bridge.sources.signed-form.public-url", "https://bridge.example/webhooks/signed-form")
                .property("bridge.http.header-timeout", "4s")
                .property("bridge.http.read-timeout", "4s")
                .property("bridge.http.idle-timeout", "4s")
                .startReady(Servers.START_LIMIT);
    }

    /** With servers of its own. */
    static SmallBridge start() {
        return start(Map.of());
    }

    static SmallBridge start(Map<String, String> more) {
        return start(more, null);
    }

    /** @param tls what a client needs where the properties ask for TLS */
    static SmallBridge start(Map<String, String> more, SSLContext tls) {
        SmallBridge small = new SmallBridge(Servers.start(), more, tls);
        try (RawClient sender = small.sender()) {
            assertThat(sender.post("/webhooks/demo", GOOD).status()).isEqualTo(200);
            return small;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawClient sender() throws IOException {
        return tls == null ? new RawClient(bridge) : RawClient.secure(tls, port(), "127.0.0.1");
    }

    int port() {
        return bridge.serverUri("/").getPort();
    }

    Servers servers() {
        return servers;
    }

    BridgeProcess bridge() {
        return bridge;
    }

    /** Events of an open source and of one with a token are accepted in time, and health is answered. */
    void checkOthers() throws IOException {
        long began = System.nanoTime();
        try (RawClient sender = sender()) {
            assertThat(sender.post("/webhooks/demo", GOOD).status()).isEqualTo(200);
            assertThat(sender.post("/webhooks/locked", GOOD, "Authorization: Bearer right")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(bridge.management("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(bridge.isRunning()).isTrue();
    }

    /** After an attack: the platform beside it is served, others are, and nothing of the attack is left. */
    void assertNoneTheWorse(PacedLoad platform) throws IOException {
        platform.assertServed();
        checkOthers();
        await("no connection of a stranger")
                .atMost(Duration.ofSeconds(12))
                .until(() -> bridge.metric("bridge_connections", "server", "webhooks") < 20);
        assertThat(bridge.log()).doesNotContain("\tat ", "OutOfMemoryError", "ERROR", "OutOfDirectMemory");
        assertThat(repeatedLines()).as("lines more often than once a minute").isEmpty();
    }

    /** Files and sockets that it has open. */
    int descriptors() {
        return new File("/proc/" + bridge.pid() + "/fd").list().length;
    }

    /** What it has used since its start. */
    Duration cpuTime() {
        return ProcessHandle.of(bridge.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Warnings, without time and figures, that it wrote more often than once a minute. */
    private List<String> repeatedLines() {
        long minutes = Duration.ofNanos(System.nanoTime() - began).toMinutes();
        Map<String, Long> lines = bridge.log()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .collect(groupingBy(line -> line.replaceAll("^.*? - |; \\d+ more since.*", ""), counting()));
        lines.values().removeIf(count -> count <= minutes + 1);
        return List.copyOf(lines.keySet());
    }

    @Override
    public void close() {
        bridge.close();
        servers.close();
    }
}
