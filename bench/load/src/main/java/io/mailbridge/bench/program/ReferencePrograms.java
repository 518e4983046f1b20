package io.mailbridge.bench.program;

import io.mailbridge.support.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The programs that the bridge is compared with; each is started at its first use. */
public final class ReferencePrograms implements AutoCloseable {
    /** The names of their topics, which are constants in the programs. */
    private static final String BARE = "bare";

    private static final String ACTOR = "actor";

    private final Setup setup;
    private final Servers servers;
    private final Path folder;
    private final List<LineProcess> programs = new CopyOnWriteArrayList<>();
    private Target bare;
    private Target barePair;
    private Target actor;

    public ReferencePrograms(Setup setup, Servers servers, Path folder) {
        this.setup = setup;
        this.servers = servers;
        this.folder = folder;
    }

    /** The upper limit: the same libraries without breaker, buffer and mapping. */
    public Target bare() {
        if (bare == null) {
            createTopic(BARE);
            bare = startBare();
        }
        return bare;
    }

    /** Two processes of the bare program. */
    public Target barePair() {
        if (barePair == null) {
            Target first = bare();
            barePair = first.and(startBare(), "bare pair");
        }
        return barePair;
    }

    private Target startBare() {
        String jars = setup.path("bench/load/target/bare") + ":" + setup.path("target/lib") + "/*";
        return program(BARE, "BareBridge", jars);
    }

    /** The design that this product replaces. */
    public Target actor() {
        if (actor == null) {
            String jars = setup.path("bench/actor/target/classes") + ":" + setup.path("bench/actor/target/lib") + "/*";
            createTopic(ACTOR);
            actor = program(ACTOR, "ActorBridge", jars);
        }
        return actor;
    }

    /** @param mainClass takes port and broker as its arguments */
    private Target program(String name, String mainClass, String classPath) {
        String port = Integer.toString(Ports.free());
        List<String> command = List.of(
                setup.java(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + setup.path("bench/bare/quiet.xml"),
                "-cp",
                classPath,
                mainClass,
                port,
                servers.kafka().bootstrap());
        LineProcess process = LineProcess.start(name, command, folder);
        programs.add(process);
        return new Target(name, name, List.of(process.pid()), List.of("http://127.0.0.1:" + port + "/events"), 1);
    }

    private void createTopic(String topic) {
        servers.kafka().createTopic(topic, 3, Map.of());
    }

    @Override
    public void close() {
        programs.forEach(LineProcess::close);
    }
}
