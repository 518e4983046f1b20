package io.mailbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchRoomsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/mailbridge/bench");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import io\\.mailbridge\\.bench\\.(\\w+)\\.");
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "", Set.of("measure", "program", "report", "scale"),
            "scale", Set.of(),
            "measure", Set.of("program", "report", "load", "scale"),
            "program", Set.of("load"),
            "report", Set.of("load"),
            "load", Set.of());

    @Test
    void shouldImportInOneDirectionOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String room = SOURCES.relativize(file.getParent()).toString();
                assertThat(MAY_IMPORT).as("rooms").containsKey(room);
                assertThat(MAY_IMPORT.get(room)).as("what %s may import", file).containsAll(imports(file));
            }
        }
    }

    private static Set<String> imports(Path file) throws IOException {
        Set<String> rooms = new TreeSet<>();
        IMPORT.matcher(Files.readString(file)).results().forEach(found -> rooms.add(found.group(1)));
        return rooms;
    }
}
