package io.mailbridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration only adds, so that a replica of the version before works with the new tables: in a rolling upgrade, and when an
 * operator goes back.
 */
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "(?is)\\b(drop|rename|truncate|delete)\\b|\\bset\\s+not\\s+null\\b|\\balter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type\\b"
                    + "|\\badd\\s+column\\b(?![^;]*\\bdefault\\b)[^;]*\\bnot\\s+null\\b|\\badd\\s+(constraint|check|unique)\\b");

    @Test
    void shouldOnlyAdd() throws IOException {
        List<Path> later;
        try (Stream<Path> files = Files.list(FOLDER)) {
            later = files.filter(file -> !file.getFileName().toString().startsWith("V1__"))
                    .toList();
        }
        assertThat(later).hasSizeGreaterThan(1);
        for (Path file : later) {
            assertThat(statements(Files.readString(file))).as(file.toString()).doesNotContainPattern(TAKES_AWAY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE buffered_event DROP COLUMN rejection",
                "ALTER TABLE buffered_event RENAME COLUMN value TO body",
                "ALTER TABLE buffered_event ALTER COLUMN value TYPE text",
                "ALTER TABLE buffered_event ADD COLUMN tenant text NOT NULL",
                "ALTER TABLE buffered_event ALTER COLUMN source SET NOT NULL",
                "ALTER TABLE buffered_event ADD CONSTRAINT small CHECK (attempts < 3)",
            })
    void shouldNoticeWhatTheVersionBeforeCannotUse(String statement) {
        assertThat(statement).containsPattern(TAKES_AWAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE buffered_event ADD COLUMN tenant text",
                "ALTER TABLE buffered_event ADD COLUMN tenant text NOT NULL DEFAULT ''",
                "CREATE INDEX later ON parked_event (parked_at)",
            })
    void shouldAllowWhatItDoesNotLookAt(String statement) {
        assertThat(statement).doesNotContainPattern(TAKES_AWAY);
    }

    private static String statements(String sql) {
        return sql.replaceAll("--[^\n]*", "");
    }
}
