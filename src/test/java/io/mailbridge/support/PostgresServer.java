package io.mailbridge.support;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL on one loopback port and one data folder over all its restarts, as durable as in production. */
public final class PostgresServer implements AutoCloseable {
    private static final String NAME = "mailbridge";
    private static final Duration INITDB_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final TempFolder folder = TempFolder.create("mailbridge-postgres-");
    private final int port = FreePorts.next();
    private final Path log = folder.path().resolve("postgres.log");
    private final Path data = folder.path().resolve("data");
    private TestCertificates.Identity identity;
    private ChildProcess process;

    private PostgresServer() {}

    /** Not started yet. */
    public static PostgresServer create() {
        return new PostgresServer();
    }

    /** Takes TLS and nothing else; called before the first start. */
    public PostgresServer withTls(TestCertificates.Identity server) {
        identity = server;
        return this;
    }

    /** Starts, or starts again on the same port and data; returns when queries are answered. */
    public synchronized PostgresServer start() {
        if (isRunning()) {
            return this;
        }
        boolean fresh = Files.notExists(data);
        if (fresh) {
            initialize();
        }
        process = launch("PostgreSQL", "postgres", arguments().toArray(String[]::new));
        awaitAnswer();
        if (fresh) {
            database("postgres").execute("create database " + NAME);
        }
        return this;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "max_connections=200"));
        if (identity != null) {
            settings.addAll(List.of("ssl=on", "ssl_cert_file=server.crt", "ssl_key_file=server.key"));
        }
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return arguments;
    }

    /** Ends as an operator would, without waiting for clients: SIGINT, a "fast" shutdown. */
    public synchronized void stop() {
        if (process != null) {
            process.stop("INT", STOP_LIMIT);
        }
    }

    /** Ends as a crash of the machine's process would: SIGKILL to the server and all its children. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** The server and all its children keep their connections but answer nothing: SIGSTOP. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    public synchronized PostgresServer restart() {
        stop();
        return start();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return NAME;
    }

    public String log() {
        return process == null ? "" : process.log();
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

    @Override
    public synchronized void close() {
        kill();
        folder.close();
    }

    private Database database(String name) {
        return new Database(port, name, username(), password());
    }

    private void initialize() {
        try {
            Path passwordFile = Files.writeString(folder.path().resolve("password"), password());
            ChildProcess initdb = launch(
                    "initdb",
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    username(),
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--no-instructions");
            if (initdb.awaitExit(INITDB_LIMIT) != 0) {
                throw new IllegalStateException("initdb failed" + initdb.tail());
            }
            if (identity != null) {
                Files.writeString(data.resolve("server.crt"), identity.certificatePem());
                identity.writeKey(data.resolve("server.key"));
                Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare PostgreSQL's data folder", e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is not root. */
    private ChildProcess launch(String name, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return ChildProcess.start(name, command, folder.path(), Map.of("TZ", "UTC", "LC_ALL", "C"), log);
    }

    private void awaitAnswer() {
        try {
            process.awaitAnswer(START_LIMIT, this::answers);
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }

    private boolean answers() {
        try (var connection = database("postgres").connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }
}
