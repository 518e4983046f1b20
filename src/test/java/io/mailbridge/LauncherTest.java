package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bin/mailbridge starts, in an unpacked archive whose JDKs and whose jvm/train only say how they were called. */
class LauncherTest {
    private static final String SAYS_ITS_ARGUMENTS = """
            #!/bin/sh
            echo "$(basename "$(dirname "$(dirname "$0")")") in $(pwd):"
            for argument; do echo "$argument"; done
            """;
    private static final String WRITES_THE_CACHE = """
            #!/bin/sh
            echo "trained $JAVA_HOME"
            echo cache >"$2"
            """;

    @TempDir
    private Path temp;

    private Path root;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void unpack() throws IOException {
        root = temp.toRealPath().resolve("mailbridge-1.0.0");
        Files.createDirectories(root.resolve("lib"));
        Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("bin/mailbridge"), root.resolve("bin/mailbridge"));
        write(root.resolve("mailbridge.jar"), "a jar");
        write(root.resolve("jvm/options"), Files.readString(Path.of("jvm/options")));
        script(root.resolve("jvm/train"), WRITES_THE_CACHE);
        environment.put("JAVA_HOME", jdk("25.0.3"));
    }

    @Test
    void shouldStartWithTheSettingsOfTheArchive() throws Exception {
        environment.put("MAILBRIDGE_CACHE", "off");
        environment.put("JAVA_OPTS", "-Xmx384m -Dcamel.server.port=8081");

        assertThat(run())
                .containsExactly(
                        "jdk-25.0.3 in " + root + ":",
                        "@" + root + "/jvm/options",
                        "-Xmx384m",
                        "-Dcamel.server.port=8081",
                        "-Dmailbridge.home=" + root,
                        "-jar",
                        root + "/mailbridge.jar");
    }

    @Test
    void shouldRunInTheFolderOfTheSettings() throws Exception {
        Path home = Files.createDirectories(root.resolveSibling("etc with a space"));
        environment.put("MAILBRIDGE_CACHE", "off");
        environment.put("MAILBRIDGE_HOME", home.toString());

        assertThat(run("run")).contains("jdk-25.0.3 in " + home + ":", "-Dmailbridge.home=" + home);
    }

    @Test
    void shouldMakeTheCacheOnTheFirstStartAndAfterAnUpgrade() throws Exception {
        assertThat(run()).contains("trained " + environment.get("JAVA_HOME"));
        List<String> caches = caches();
        assertThat(caches).hasSize(1);

        assertThat(run()).contains("-XX:AOTCache=" + caches.get(0)).noneMatch(line -> line.startsWith("trained"));

        write(root.resolve("lib/new.jar"), "of the next version");
        assertThat(run()).contains("trained " + environment.get("JAVA_HOME"));
        assertThat(caches()).as("with the last one").hasSize(2).containsAll(caches);

        write(root.resolve("lib/other.jar"), "of the one after it");
        run();
        assertThat(caches()).hasSize(2).doesNotContainAnyElementsOf(caches);
    }

    @Test
    void shouldTakeACacheThatWasMadeBeforeTheFolderWasRenamed() throws Exception {
        environment.put("MAILBRIDGE_CACHE", temp.resolve("cache").toString());
        run("train");

        root = Files.move(root, root.resolveSibling("mailbridge"));

        assertThat(run())
                .anyMatch(line -> line.startsWith("-XX:AOTCache="))
                .noneMatch(line -> line.startsWith("trained"));
    }

    @Test
    void shouldStartWithoutACacheWhereItCannotBeMade() throws Exception {
        script(root.resolve("jvm/train"), "#!/bin/sh\nexit 1\n");

        assertThat(run())
                .contains("mailbridge: starting without an AOT cache, which takes longer", "-jar")
                .noneMatch(line -> line.startsWith("-XX:AOTCache"));
        assertThat(caches()).isEmpty();
    }

    @Test
    void shouldGiveAnOlderJvmTheSettingsThatItMayKnow() throws Exception {
        environment.put("JAVA_HOME", jdk("17.0.11"));

        assertThat(run())
                .contains("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-jar")
                .noneMatch(line -> line.startsWith("--") || line.startsWith("@") || line.contains("AOTCache"));
        assertThat(run("train")).singleElement().asString().contains("the AOT cache needs a JDK 25 or later");
    }

    @Test
    void shouldRefuseAJavaThatIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("11.0.2"));

        assertThat(run()).singleElement().asString().contains("which is no Java 17 or later");
    }

    @Test
    void shouldFindTheJavaOfThePath() throws Exception {
        String newest = jdk("99.1");
        environment.put("JAVA_HOME", "");
        environment.put("PATH", newest + "/bin:" + System.getenv("PATH"));
        environment.put("MAILBRIDGE_CACHE", "off");

        assertThat(run()).contains("jdk-99.1 in " + root + ":");
    }

    @Test
    void shouldPassACommandOnWithoutTheSettingsOfAServer() throws Exception {
        assertThat(run("rejected", "list", "--reason", "no event name"))
                .contains("rejected", "list", "--reason", "no event name")
                // else JDK 25 warns of Netty, above what the command says
                .contains("--sun-misc-unsafe-memory-access=allow")
                .doesNotContain("@" + root + "/jvm/options");

        environment.put("JAVA_HOME", jdk("17.0.11"));

        assertThat(run("rejected", "list")).noneMatch(line -> line.startsWith("--"));
    }

    @Test
    void shouldSayHowItIsUsed() throws Exception {
        assertThat(run("--help")).first().isEqualTo("Usage: bin/mailbridge [run | train | COMMAND ...]");
        assertThat(run("run", "now")).singleElement().asString().contains("run takes no arguments");
        Files.delete(root.resolve("mailbridge.jar"));
        assertThat(run()).singleElement().asString().contains("there is no mailbridge.jar");
    }

    private List<String> run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(root + "/bin/mailbridge"), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .directory(temp.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MAILBRIDGE_") || name.equals("JAVA_OPTS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }

    private List<String> caches() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("cache"))) {
            return files.map(Path::toString).toList();
        }
    }

    private String jdk(String version) throws IOException {
        Path folder = temp.resolve("jdk-" + version);
        script(folder.resolve("bin/java"), SAYS_ITS_ARGUMENTS);
        write(folder.resolve("release"), "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder.toString();
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
