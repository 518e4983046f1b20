package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Jdk25;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lines of the Dockerfile, run in a folder since no engine is needed for them; what they make is started and answers. */
@Tag("alone")
class ImageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MINUTES = 5;
    private static final Path SCRATCH = Path.of("target/image").toAbsolutePath();
    private static final Path BUILD = SCRATCH.resolve("build");
    private static final Path JAVA = SCRATCH.resolve("java");
    private static final Path HOME = SCRATCH.resolve("mailbridge");
    /** In place of the container's read-only root file system; everything else is left as it is. */
    private static final String READ_ONLY = """
            #!/bin/sh
            exec unshare -m sh -c 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"' %s %s "$@"
            """;

    @Test
    void shouldMakeAnImageThatTakesEventsFromAReadOnlyFileSystem() throws Exception {
        Optional<Path> jdk = Jdk25.homeWith("jlink");
        assumeTrue(jdk.isPresent(), Jdk25.MISSING);
        copyContext();
        for (String line : buildLines()) {
            run(jdk.get(), BUILD, line.replace("/mailbridge", HOME.toString()).replace("/opt/java", JAVA.toString()));
        }
        run(JAVA, HOME, "jvm/train . mailbridge.aot");
        // as bin/mailbridge starts it: in the folder of the settings. A cache that does not fit ends the JVM
        run(
                JAVA,
                BUILD,
                "%1$s/bin/java @%2$s/jvm/options -XX:AOTCache=%2$s/mailbridge.aot -XX:AOTMode=on -jar %2$s/mailbridge.jar help"
                        .formatted(JAVA, HOME));
        Path java = readOnlyJava();
        BridgeLauncher launcher;
        try (Servers servers = Servers.start()) {
            launcher = servers.launcher()
                    .openSource("shop", "sendgrid")
                    .home(HOME)
                    .java(java.toString())
                    .jvmOption("@jvm/options")
                    .jvmOption("-XX:AOTCache=mailbridge.aot")
                    // a cache that does not fit ends the JVM
                    .jvmOption("-XX:AOTMode=on")
                    .fromJarOfHome("mailbridge.jar");
            try (BridgeProcess bridge = launcher.startReady(LIMIT)) {
                assertThat(bridge.post("shop", "[{\"event\":\"open\",\"sg_event_id\":\"first\"}]")
                                .body())
                        .isEqualTo("{\"accepted\":1,\"rejected\":0}");
                assertThat(servers.idsOn("email-events")).hasSize(1);
                assertThat(healthy(bridge)).isZero();
            }
        }
        try (BridgeProcess alone = launcher.start()) {
            await().atMost(LIMIT).until(() -> alone.log().contains("Taking webhooks"));
            assertThat(healthy(alone)).as("neither Kafka nor PostgreSQL").isNotZero();
        }
    }

    /** What the image's Java has to have besides: a compiler. */
    private static Path readOnlyJava() throws Exception {
        Path home = Files.createTempDirectory("home");
        copy(HOME.resolve("routes"), home.resolve("routes"));
        copy(HOME.resolve("providers"), home.resolve("providers"));
        Files.copy(HOME.resolve("application.properties"), home.resolve("application.properties"));
        Files.copy(Path.of("docs/examples/ReportBacklog.java"), home.resolve("routes/ReportBacklog.java"));
        run(JAVA, HOME, JAVA + "/bin/java -Dmailbridge.home=" + home + " -jar mailbridge.jar check");

        Path java = JAVA.resolve("bin/java");
        if (exit(new ProcessBuilder("unshare", "-m", "true")) != 0) {
            System.out.println("ImageIT: not on a read-only file system, since this user may not mount");
            return java;
        }
        Path wrapper = SCRATCH.resolve("read-only-java");
        Files.writeString(wrapper, READ_ONLY.formatted(HOME, java));
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        return wrapper;
    }

    private static List<String> buildLines() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("Dockerfile")).stream()
                .takeWhile(line -> !line.startsWith("FROM debian"))
                .filter(line -> line.startsWith("RUN "))
                .map(line -> line.substring("RUN ".length()))
                // it fetches what the next line would fetch
                .filter(line -> !line.contains("dependency:go-offline"))
                .toList();
        assertThat(lines).hasSize(3);
        return lines;
    }

    /** As .dockerignore lets it through. */
    private static void copyContext() throws IOException {
        delete(SCRATCH);
        for (String line : Files.readAllLines(Path.of(".dockerignore"))) {
            if (line.startsWith("!*.")) {
                try (Stream<Path> files = Files.list(Path.of("."))) {
                    for (Path file : files.filter(found -> found.toString().endsWith(line.substring(2)))
                            .toList()) {
                        copy(file, BUILD.resolve(file.getFileName()));
                    }
                }
            } else if (line.startsWith("!")) {
                copy(Path.of(line.substring(1)), BUILD.resolve(line.substring(1)));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        assertThat(exit(new ProcessBuilder("cp", "-a", from.toString(), to.toString())))
                .isZero();
    }

    private static void delete(Path folder) throws IOException {
        assertThat(exit(new ProcessBuilder("rm", "-rf", folder.toString()))).isZero();
    }

    private static void run(Path jdk, Path folder, String line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(SCRATCH.resolve("log").toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", jdk.toString()));
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String log = Files.readString(SCRATCH.resolve("log"), StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(line + "\n" + log).isTrue();
    }

    private static int healthy(BridgeProcess bridge) {
        ProcessBuilder builder =
                new ProcessBuilder(HOME.resolve("deploy/image/healthy").toString());
        builder.environment()
                .put(
                        "CAMEL_MANAGEMENT_PORT",
                        Integer.toString(bridge.managementUri("").getPort()));
        return exit(builder);
    }

    private static int exit(ProcessBuilder builder) {
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
