package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A comment that names a file of SQL is the way to it, so the file is there. */
class SqlFilesTest {
    /** Not a package such as java.sql: no type follows. */
    private static final Pattern NAMED = Pattern.compile("([\\w.-]+\\.sql)\\b(?!\\.\\w)");

    @Test
    void shouldNameFilesOfSqlThatAreThere() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path folder : Set.of(Path.of("routes/sql"), Path.of("src/main/resources/db/migration"))) {
            files(folder, ".sql").forEach(file -> there.add(file.getFileName().toString()));
        }
        Set<String> named = new TreeSet<>();
        for (Path file : files(Path.of("src/main/java"), ".java")) {
            addNamed(file, named);
        }
        for (Path folder : Set.of(Path.of("docs"), Path.of("routes"))) {
            for (String ending : Set.of(".md", ".yaml", ".sql")) {
                for (Path file : files(folder, ending)) {
                    addNamed(file, named);
                }
            }
        }
        addNamed(Path.of("README.md"), named);
        addNamed(Path.of("CONTRIBUTING.md"), named);
        addNamed(Path.of("application.properties"), named);

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(there).containsAll(named);
    }

    private static void addNamed(Path file, Set<String> into) throws IOException {
        NAMED.matcher(Files.readString(file)).results().forEach(found -> into.add(found.group(1)));
    }

    private static Set<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toSet());
        }
    }
}
