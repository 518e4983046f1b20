package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the buffer's statements and migrations guarantee beyond what their text shows, on a real PostgreSQL. */
class BufferSqlIT {
    /** As replicas of the previous release do it beside those of this one during a rolling update. */
    private static final String PARK_AS_BEFORE = """
            with taken as (delete from buffered_event where id = %d returning *)
            insert into parked_event (id, event_id, source, provider, rejection, topic, record_key, headers, value, attempts,
                                      last_error, created_at, reason)
            select id, event_id, source, provider, rejection, topic, record_key, headers, value, attempts,
                   last_error, created_at, 'expired'
            from taken""";

    private static PostgresServer postgres;

    @BeforeAll
    static void startServer() {
        postgres = PostgresServer.create().start();
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @Test
    void shouldParkARowWhoseIdWasParkedBefore() throws IOException {
        // the other test may have been first
        postgres.execute("drop schema public cascade; create schema public");
        migrate("1");
        buffer(3);
        postgres.execute(PARK_AS_BEFORE.formatted(1));
        postgres.execute("truncate buffered_event restart identity");
        buffer(3);
        assertThatThrownBy(() -> postgres.execute(PARK_AS_BEFORE.formatted(1))).hasMessageContaining("duplicate key");

        long file = postgres.count("select pg_relation_filenode('parked_event')");
        migrate("latest");
        assertThat(postgres.count("select pg_relation_filenode('parked_event')"))
                .as("a large table is not written anew")
                .isEqualTo(file);
        postgres.execute(PARK_AS_BEFORE.formatted(3));
        postgres.execute(statement("replay-events.park.sql")
                .replace(":?parkIds", "array[1]")
                .replace(":?parkReasons", "array['record_too_large']")
                .replace(":?parkErrors", "array['too large']"));
        postgres.execute(statement("expire-events.sql").replace(":?retention", "'0s'"));

        assertThat(postgres.count("select count(*) from buffered_event")).isZero();
        assertThat(postgres.count("select count(*) from parked_event")).isEqualTo(4);
        assertThat(postgres.count("select count(distinct id) from parked_event where id >= 1000000000000"))
                .isEqualTo(2);
    }

    /** As behind a pooler that gives each transaction another session: what the connection SET is lost. */
    @Test
    void shouldCommitSynchronouslyWhateverTheSessionIs() throws IOException {
        migrate("latest");
        postgres.execute("create table seen (setting text)");
        postgres.execute("""
                create function see() returns trigger language plpgsql as
                $$ begin insert into seen select current_setting('synchronous_commit'); return null; end $$""");
        postgres.execute("create constraint trigger see after insert on buffered_event deferrable initially deferred"
                + " for each row execute function see()");
        postgres.execute("alter database mailbridge set synchronous_commit = off");
        String insert = statement("buffer-events.sql");
        for (String column : new String[] {"eventIds", "sources", "providers", "topics", "headers"}) {
            insert = insert.replace(":?" + column, "array['x']");
        }
        postgres.execute(insert.replace(":?rejections", "array[null]")
                .replace(":?keys", "array[null]")
                .replace(":?values", "array['']"));

        assertThat(postgres.database().rows("select setting from seen"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("setting", "on"));
        postgres.execute("drop trigger see on buffered_event");
        postgres.execute("truncate buffered_event");
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .target(target)
                .load()
                .migrate();
    }

    private static void buffer(int rows) {
        postgres.execute("insert into buffered_event (event_id, source, provider, topic, headers, value)"
                + " select 'e', 's', 'p', 't', '{}', '' from generate_series(1, " + rows + ")");
    }

    private static String statement(String file) throws IOException {
        return Files.readString(Path.of("routes/sql", file));
    }
}
