package io.mailbridge.bench.program;

import io.mailbridge.support.Servers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The programs that the bridge is compared with; each is started at its first use. */
public final class ReferencePrograms implements AutoCloseable {
    /** The names of their topics, which are constants in the programs. */
    private static final String BARE = "bare";

    private static final String RICH = "rich";
    private static final String ACTOR = "actor";

    private final Setup setup;
    private final Servers servers;
    private final Path folder;
    private final List<LineProcess> programs = new CopyOnWriteArrayList<>();
    private final Set<String> topics = new HashSet<>();
    private Target bare;
    private Target barePair;
    private Target rich;
    private Target actor;

    public ReferencePrograms(Setup setup, Servers servers, Path folder) {
        this.setup = setup;
        this.servers = servers;
        this.folder = folder;
    }

    /** The upper limit: the same libraries without breaker, buffer and mapping. */
    public synchronized Target bare() {
        if (bare == null) {
            bare = target(BARE, startBare());
        }
        return bare;
    }

    /** Two processes of the bare program. */
    public synchronized Target barePair() {
        if (barePair == null) {
            barePair = bare().and(target(BARE, startBare()), "bare pair");
        }
        return barePair;
    }

    /** A bare program for one measurement, which ends it; returns when it says that it is ready. */
    public FreshProgram freshBare() {
        return startBare();
    }

    /** The limit of the contract: the bare program with the bridge's records, producer settings and answer. */
    public Target rich() {
        if (rich == null) {
            rich = target(RICH, start(RICH, "RichBridge", besideTheBridge()));
        }
        return rich;
    }

    /** The design that this product replaces. */
    public Target actor() {
        if (actor == null) {
            String jars = setup.path("bench/actor/target/classes") + ":" + setup.path("bench/actor/target/lib") + "/*";
            actor = target(ACTOR, start(ACTOR, "ActorBridge", jars));
        }
        return actor;
    }

    private FreshProgram startBare() {
        return start(BARE, "BareBridge", besideTheBridge());
    }

    private String besideTheBridge() {
        return setup.path("bench/load/target/bare") + ":" + setup.path("target/lib") + "/*";
    }

    private static Target target(String name, FreshProgram program) {
        return new Target(name, name, List.of(program.pid()), List.of(program.url()), 1);
    }

    /** @param mainClass takes port and broker as its arguments */
    private FreshProgram start(String name, String mainClass, String classPath) {
        createTopic(name);
        int port = Ports.free();
        List<String> command = List.of(
                setup.java(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + setup.path("bench/bare/quiet.xml"),
                "-cp",
                classPath,
                mainClass,
                Integer.toString(port),
                servers.kafka().bootstrap());
        LineProcess process = LineProcess.start(name, command, folder);
        programs.add(process);
        return new FreshProgram(process, "http://127.0.0.1:" + port + "/events");
    }

    private void createTopic(String topic) {
        synchronized (topics) {
            if (topics.add(topic)) {
                servers.kafka().createTopic(topic, 3, Map.of());
            }
        }
    }

    @Override
    public void close() {
        programs.forEach(LineProcess::close);
    }
}
