package io.mailbridge.support;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL, as durable as in production; a stop does not wait for its clients (SIGINT). */
public final class PostgresServer extends ServerProcess {
    private static final String NAME = "mailbridge";
    private static final Duration INITDB_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Map<String, String> settings = new LinkedHashMap<>(Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "max_connections", "200"));
    private TestCertificates.Identity identity;
    private Path walFolder;

    private PostgresServer() {
        super(TempFolder.create("mailbridge-postgres-"), FreePorts.next(), "INT", START_LIMIT);
    }

    /** Not started yet. */
    public static PostgresServer create() {
        return new PostgresServer();
    }

    /** Accepts TLS only; to be called before the first start. */
    public PostgresServer withTls(TestCertificates.Identity server) {
        identity = server;
        return this;
    }

    /** From the next start on. */
    public PostgresServer withSetting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Keeps its write-ahead log in this folder, in files of 1 MB; to be called before the first start. */
    public PostgresServer withWalIn(Path folder) {
        walFolder = folder;
        return this;
    }

    /** A copy of this one, which must be stopped; it will replicate this one while both run. */
    public PostgresServer standby() {
        PostgresServer standby = new PostgresServer();
        copyData(standby.data());
        return standby.withSetting(
                "primary_conninfo",
                "host=127.0.0.1 port=%d user=%s password=%s application_name=standby connect_timeout=1"
                        .formatted(port(), username(), password()));
    }

    private void copyData(Path target) {
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(data().relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.createFile(target.resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy PostgreSQL's data folder", e);
        }
    }

    @Override
    public synchronized PostgresServer start() {
        boolean fresh = Files.notExists(data());
        super.start();
        if (fresh) {
            database("postgres").execute("create database " + NAME);
        }
        return this;
    }

    @Override
    ChildProcess launch() {
        if (Files.notExists(data())) {
            initialize();
        }
        return run("PostgreSQL", "postgres", arguments().toArray(String[]::new));
    }

    @Override
    boolean answers() {
        try (var connection = database("postgres").connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", Integer.toString(port())));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        if (identity != null) {
            for (String setting : List.of("ssl=on", "ssl_cert_file=server.crt", "ssl_key_file=server.key")) {
                arguments.addAll(List.of("-c", setting));
            }
        }
        return arguments;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + address() + "/" + NAME;
    }

    /** For an address that names several hosts; the first is tried first. */
    public String jdbcUrlBefore(PostgresServer other) {
        return "jdbc:postgresql://" + address() + "," + other.address() + "/" + NAME;
    }

    private String address() {
        return "127.0.0.1:" + port();
    }

    public String username() {
        return NAME;
    }

    /** Not the name, which is a word of every log. */
    public String password() {
        return "buffer-s3cret";
    }

    /** The database that {@link #jdbcUrl()} names, for a test's own queries. */
    public Database database() {
        return database(NAME);
    }

    public long count(String sql) {
        return database().count(sql);
    }

    public void execute(String sql) {
        database().execute(sql);
    }

    private Database database(String name) {
        return new Database(port(), name, username(), password());
    }

    private void initialize() {
        try {
            Path passwordFile = Files.writeString(folder().resolve("password"), password());
            List<String> arguments = new ArrayList<>(List.of(
                    "-D",
                    data().toString(),
                    "-U",
                    username(),
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--no-instructions"));
            if (walFolder != null) {
                arguments.addAll(List.of("--waldir=" + walFolder, "--wal-segsize=1"));
            }
            ChildProcess initdb = run("initdb", "initdb", arguments.toArray(String[]::new));
            if (initdb.awaitExit(INITDB_LIMIT) != 0) {
                throw new IllegalStateException("initdb failed" + initdb.tail());
            }
            if (identity != null) {
                Files.writeString(data().resolve("server.crt"), identity.certificatePem());
                identity.writeKey(data().resolve("server.key"));
                Files.writeString(data().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare PostgreSQL's data folder", e);
        }
    }

    /** PostgreSQL refuses to run as root; in a separate user namespace it is not root. */
    private ChildProcess run(String name, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return ChildProcess.start(
                name, command, folder(), Map.of("TZ", "UTC", "LC_ALL", "C"), folder().resolve("postgres.log"));
    }
}
