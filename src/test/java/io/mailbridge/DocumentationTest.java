package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the pages name to what is there: files, headings, classes and tests. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CLASS_OF_A_ROOM = Pattern.compile("`([a-z]+/[A-Z]\\w+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:#\\w+)?`");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

    @Test
    void shouldLinkToFilesAndHeadingsThatAreThere() throws IOException {
        for (Path page : pages()) {
            assertThat(named(page, LINK))
                    .filteredOn(link -> !link.startsWith("https:"))
                    .as(page.toString())
                    .allSatisfy(link -> assertTarget(page, link));
        }
    }

    /** Whether others are still there only the network could tell. */
    @Test
    void shouldLinkToOthersByWholeAddresses() throws IOException {
        for (Path page : pages()) {
            assertThat(named(page, LINK))
                    .filteredOn(link -> link.startsWith("https:"))
                    .as(page.toString())
                    .allSatisfy(link -> assertThat(URI.create(link).getHost()).contains("."));
        }
    }

    private static void assertTarget(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(headings(target)).contains(parts[1]);
        }
    }

    @Test
    void shouldNameClassesThatAreThere() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path page : pages()) {
            named.addAll(named(page, CLASS_OF_A_ROOM));
        }

        assertThat(named).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(
                        List.of("src/main/java", "src/test/java"))
                .as(name)
                .anyMatch(sources -> Files.exists(Path.of(sources, "io/mailbridge", name + ".java"))));
    }

    @Test
    void shouldNameTestsThatAreThere() throws IOException {
        Set<String> tests = Stream.concat(files("src/test/java"), files("bench"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        for (Path page : pages()) {
            assertThat(tests).as(page.toString()).containsAll(named(page, TEST));
        }
    }

    @Test
    void shouldSayOfEveryRoomWhatItDecides() throws IOException {
        String architecture = Files.readString(Path.of("docs/architecture.md"));
        Set<String> listed = Pattern.compile("(?m)^\\| `([a-z]+)` \\|")
                .matcher(architecture.substring(architecture.indexOf("\n## Rooms")))
                .results()
                .map(room -> room.group(1))
                .collect(Collectors.toSet());

        try (Stream<Path> rooms = Files.list(Path.of("src/main/java/io/mailbridge"))) {
            assertThat(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void shouldListEveryPageOfTheFolder() throws IOException {
        Path index = Path.of("docs/README.md");
        Set<String> others;
        try (Stream<Path> files = Files.list(index.getParent())) {
            others = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .collect(Collectors.toSet());
        }

        assertThat(named(index, LINK)).containsAll(others);
    }

    private static List<Path> pages() throws IOException {
        return Stream.concat(
                        Stream.of(
                                        "README.md",
                                        "CONTRIBUTING.md",
                                        "SECURITY.md",
                                        "CHANGELOG.md",
                                        "bench/README.md",
                                        "tools/kaoto/README.md")
                                .map(Path::of),
                        files("docs").filter(file -> file.toString().endsWith(".md")))
                .toList();
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static List<String> named(Path page, Pattern pattern) throws IOException {
        return pattern.matcher(prose(page))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** As anchors are made of them: lower case, hyphens for blanks, no other signs. */
    private static List<String> headings(Path page) throws IOException {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String prose(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }
}
