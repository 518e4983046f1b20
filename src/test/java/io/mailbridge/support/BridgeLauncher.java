package io.mailbridge.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts the bridge in a separate process; started again, it has the same ports and settings. */
public final class BridgeLauncher {
    private static final String MAIN_CLASS = "io.mailbridge.Mailbridge";
    /** The build's, for each JVM of the tests; none in an IDE. */
    private static final List<String> JVM = Stream.of(
                    System.getProperty("test.jvm", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final ClassArchive ARCHIVE = new ClassArchive("bridge", BridgeLauncher::runOnce);
    private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String java = ClassPath.java();
    private String heap = "256m";
    private int descriptors;
    private String processors;
    private Path home = ClassPath.projectRoot();
    private List<String> program = List.of("-cp", ClassPath.withoutTestClasses(), MAIN_CLASS);
    /** Whether {@link #ARCHIVE} fits: it is made of this class path. */
    private boolean archived = true;

    private boolean started;
    private int serverPort = FreePorts.next();
    private int managementPort = FreePorts.next();

    /** A system property, which wins over environment and file. */
    public BridgeLauncher property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public BridgeLauncher environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public BridgeLauncher jvmOption(String option) {
        jvmOptions.add(option);
        // with an agent that changes classes, the JVM defines some of the archive twice and ends
        archived &= !option.startsWith("-javaagent");
        return this;
    }

    public BridgeLauncher java(String executable) {
        java = executable;
        return this;
    }

    public BridgeLauncher heap(String size) {
        heap = size;
        return this;
    }

    /** The most files and sockets it may have open; the default is this process's limit. */
    public BridgeLauncher descriptors(int most) {
        descriptors = most;
        return this;
    }

    /** The processors it may use, as taskset takes them: {@code 0} or {@code 0-2}. */
    public BridgeLauncher processors(String list) {
        processors = list;
        return this;
    }

    /** The working directory, where application.properties and routes/ are read; else the project's root. */
    public BridgeLauncher home(Path folder) {
        home = folder;
        return this;
    }

    /** Puts this jar of target/ before the class path, so that its classes are used. */
    public BridgeLauncher withFirst(String jar) {
        Path first = ClassPath.projectRoot().resolve("target").resolve(jar);
        if (!Files.exists(first)) {
            throw new IllegalStateException(first + " is not there: mvn verify makes it");
        }
        archived = false;
        program = List.of("-cp", first + File.pathSeparator + ClassPath.withoutTestClasses(), MAIN_CLASS);
        return this;
    }

    /** Runs target/mailbridge.jar instead of the class path. */
    public BridgeLauncher fromJar() {
        Path jar = ClassPath.projectRoot().resolve("target/mailbridge.jar");
        archived = false;
        program = List.of("-jar", jar.toString());
        return this;
    }

    /** Runs this jar of its home, by that very path: an AOT cache fits only the class path that it was made with. */
    public BridgeLauncher fromJarOfHome(String name) {
        archived = false;
        program = List.of("-jar", name);
        return this;
    }

    public BridgeLauncher ports(int server, int management) {
        serverPort = server;
        managementPort = management;
        return this;
    }

    public BridgeLauncher kafka(KafkaBroker broker) {
        return property("bridge.kafka.brokers", broker.bootstrap());
    }

    public BridgeLauncher buffer(PostgresServer postgres) {
        return property("bridge.buffer.jdbc-url", postgres.jdbcUrl())
                .property("bridge.buffer.username", postgres.username())
                .property("bridge.buffer.password", postgres.password());
    }

    /** A source that takes events of the provider without credentials. */
    public BridgeLauncher openSource(String name, String provider) {
        return property("bridge.sources." + name + ".provider", provider)
                .property("bridge.sources." + name + ".auth", "none");
    }

    /** Returns at once. */
    public BridgeProcess start() {
        Map<String, String> settings = new LinkedHashMap<>(environment);
        settings.putAll(properties);
        return new BridgeProcess(command(), home, environment, serverPort, managementPort, new LogScan(settings));
    }

    /** Returns when the bridge says that it is ready. */
    public BridgeProcess startReady(Duration limit) {
        BridgeProcess bridge = start();
        try {
            return bridge.awaitReady(limit);
        } catch (RuntimeException e) {
            bridge.close();
            throw e;
        }
    }

    /** For what must be refused at start. */
    public BridgeExit startAndExpectExit(Duration limit) {
        try (BridgeProcess bridge = start()) {
            int code = bridge.awaitExit(limit);
            return new BridgeExit(code, bridge.log());
        }
    }

    private static void runOnce(String archiving) {
        try (Servers servers = Servers.start()) {
            BridgeLauncher launcher = servers.bridge().jvmOption(archiving);
            launcher.archived = false;
            try (BridgeProcess bridge = launcher.startReady(Servers.START_LIMIT)) {
                bridge.post("demo", SendGridEvents.batch(List.of("archived")));
                bridge.terminate(ARCHIVE_LIMIT);
            }
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (descriptors > 0) {
            command.addAll(List.of("bash", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "bash"));
        }
        if (processors != null) {
            command.addAll(List.of("taskset", "-c", processors));
        }
        command.addAll(List.of(java, "-Xmx" + heap));
        command.addAll(JVM);
        if (archived) {
            command.addAll(ARCHIVE.options(!started));
            started = true;
        }
        command.addAll(jvmOptions);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("camel.server.port", Integer.toString(serverPort));
        all.put("camel.management.port", Integer.toString(managementPort));
        all.putAll(properties);
        all.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(program);
        return command;
    }
}
