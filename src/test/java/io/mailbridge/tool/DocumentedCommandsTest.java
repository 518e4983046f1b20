package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command in the pages names what is there, or is listed here as one that is not run, with the reason. */
class DocumentedCommandsTest {
    private static final String NO_CLUSTER =
            "there is no cluster; ChartTest, ExampleTest and PodHomeTest hold the chart";
    private static final String NO_ENGINE = "there is no container engine; ComposeTest holds compose.yaml";
    private static final String AS_ROOT = "changes the machine; LauncherTest starts what is in the archive";
    private static final String REQUEST =
            "needs a running bridge; requests like it are in ConsoleIT, ControlBusIT, PageIT and IngestIT";
    private static final String NETWORK = "downloads; tools/kaoto is run by hand";
    private static final String DATABASE =
            "needs the programs of PostgreSQL; the names of tables are compared with the migrations";
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("kubectl", NO_CLUSTER),
            Map.entry("helm", NO_CLUSTER),
            Map.entry("for", NO_CLUSTER),
            Map.entry("done", NO_CLUSTER),
            Map.entry("docker", NO_ENGINE),
            Map.entry("useradd", AS_ROOT),
            Map.entry("mkdir", AS_ROOT),
            Map.entry("tar", AS_ROOT),
            Map.entry("cp", AS_ROOT),
            Map.entry("mv", AS_ROOT),
            Map.entry("diff", AS_ROOT),
            Map.entry("install", AS_ROOT),
            Map.entry("runuser", AS_ROOT),
            Map.entry("systemctl", AS_ROOT),
            Map.entry("curl", REQUEST),
            Map.entry("comm", "compares two lists of ids"),
            Map.entry("apt-get", NETWORK),
            Map.entry("npm", NETWORK),
            Map.entry("pg_dump", DATABASE),
            Map.entry("psql", DATABASE));

    /** What blocks begin with that are output, settings or drawings. */
    private static final Set<String> NO_COMMAND = Set.of(
            "platform",
            "0.0",
            "--",
            "received",
            "http",
            "Not",
            "\"bounce\"",
            "A",
            "keeps",
            "-Dcom.sun.management.jmxremote.port=9010");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern SETTING = Pattern.compile("[a-zA-Z_.-]+=.*");
    private static final Pattern OF_THE_JAR =
            Pattern.compile("(?:mailbridge\\.jar|bin/mailbridge) ([a-z][^`\n|<>&;]*)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");
    private static final Pattern OF_THE_REPOSITORY = Pattern.compile("(?:bin|bench|\\.ci)/[a-z]+");

    @TempDir
    private Path home;

    @Test
    void shouldNameProgramsThatAreThereOrSayWhyTheyAreNotRun() {
        for (Path page : pages()) {
            for (String block : blocks(page)) {
                if (!isNoCommand(firstWord(block))) {
                    assertThat(commands(block)).as("%s", page).allSatisfy(command -> assertKnown(firstWord(command)));
                }
            }
        }
    }

    private static void assertKnown(String program) {
        boolean ofTheRepository = OF_THE_REPOSITORY.matcher(program).matches() && Files.isExecutable(Path.of(program));
        boolean ofTheArchive = program.endsWith("/bin/mailbridge");
        assertThat(ofTheRepository
                        || ofTheArchive
                        || Set.of("java", "mvn").contains(program)
                        || NOT_RUN.containsKey(program))
                .as("%s: not in the repository, and no reason in NOT_RUN why it is not run", program)
                .isTrue();
    }

    @Test
    void shouldNameCommandsAndOptionsOfTheJarThatItHas() {
        int count = 0;
        for (Path page : pages()) {
            for (String arguments : ofTheJar(joined(text(page)))) {
                String help = help(arguments);
                assertThat(OPTION.matcher(" " + arguments).results().map(option -> option.group()))
                        .as("%s: %s", page, arguments)
                        .allSatisfy(option -> assertThat(help).containsPattern(option + "\\b"));
                count++;
            }
        }
        assertThat(count).isGreaterThan(30);
    }

    private static List<String> ofTheJar(String page) {
        return OF_THE_JAR.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private String help(String arguments) {
        ToolRun tool = new ToolRun(home);
        List<String> words = new ArrayList<>();
        for (String word : arguments.split(" ")) {
            if (!word.matches("[a-z]+") || words.size() == 2) {
                break;
            }
            words.add(word);
        }
        if (words.equals(List.of("train"))) {
            return ""; // of the launcher, not of the jar: LauncherTest
        }
        words.add("--help");
        assertThat(tool.run("", words.toArray(String[]::new)))
                .as(arguments + tool.err())
                .isZero();
        return tool.out();
    }

    @Test
    void shouldShowWhatThePayloadsOfTheReadmeBecome() {
        List<String> lines = text(Path.of("README.md")).lines().toList();
        int shown = lines.indexOf(lines.stream()
                .filter(line -> line.contains("mailbridge.jar normalize "))
                .findFirst()
                .orElseThrow());
        String[] command =
                lines.get(shown).replaceAll(".*mailbridge\\.jar ", "").split(" < ");
        ToolRun tool = new ToolRun(Path.of("."));

        assertThat(tool.run(text(Path.of(command[1])), command[0].split(" "))).isZero();
        assertThat(tool.out()).startsWith(lines.get(shown + 1).replace(" ...", ""));
    }

    @Test
    void shouldNameProfilesOfMavenThatAreThere() {
        String pom = text(Path.of("pom.xml"));
        for (Path page : pages()) {
            assertThat(Pattern.compile("mvn [^`\n]*?-P(\\w+)")
                            .matcher(text(page))
                            .results()
                            .map(found -> found.group(1)))
                    .as("%s", page)
                    .allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
        }
    }

    @Test
    void shouldNameTablesThatAreThere() {
        String migrations = files("src/main/resources/db/migration")
                .map(DocumentedCommandsTest::text)
                .reduce("", String::concat);
        for (Path page : pages()) {
            assertThat(Pattern.compile("(?:--table=| from )(\\w+_event)\\b")
                            .matcher(text(page))
                            .results()
                            .map(found -> found.group(1)))
                    .as("%s", page)
                    .allSatisfy(table -> assertThat(migrations).containsIgnoringCase("create table " + table));
        }
    }

    /** Without those that follow a command as its output. */
    private static List<String> commands(String block) {
        return joined(block)
                .lines()
                .filter(line -> line.matches("[a-zA-Z./].*"))
                .toList();
    }

    private static boolean isNoCommand(String word) {
        return NO_COMMAND.contains(word) || SETTING.matcher(word).matches() && !word.startsWith("MAILBRIDGE_HOME=");
    }

    private static String firstWord(String command) {
        return Arrays.stream(command.strip().split("\\s+"))
                .filter(word -> !word.startsWith("MAILBRIDGE_HOME="))
                .findFirst()
                .orElseThrow();
    }

    private static String joined(String text) {
        return text.replaceAll("\\\\\n\\s*", "");
    }

    private static List<String> blocks(Path page) {
        return BLOCK.matcher(text(page))
                .results()
                .filter(block -> block.group(1).isEmpty())
                .map(block -> block.group(2))
                .toList();
    }

    private static List<Path> pages() {
        return Stream.of(
                        Stream.of(
                                        "README.md",
                                        "CONTRIBUTING.md",
                                        "SECURITY.md",
                                        "bench/README.md",
                                        "tools/kaoto/README.md")
                                .map(Path::of),
                        files("docs"),
                        files("deploy"))
                .flatMap(pages -> pages)
                .filter(page -> page.toString().endsWith(".md"))
                .toList();
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
