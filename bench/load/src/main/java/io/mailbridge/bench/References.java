package io.mailbridge.bench;

import io.mailbridge.support.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The programs that the bridge is measured beside; each is started when it is first asked for. */
final class References implements AutoCloseable {
    /** The programs know their topics by name. */
    private static final String BARE = "bare";

    private static final String ACTOR = "actor";

    private final Setup setup;
    private final Servers servers;
    private final Path folder;
    private final List<Program> programs = new CopyOnWriteArrayList<>();
    private Target bare;
    private Target barePair;
    private Target actor;

    References(Setup setup, Servers servers, Path folder) {
        this.setup = setup;
        this.servers = servers;
        this.folder = folder;
    }

    /** The limit: the same libraries without breaker, buffer and mapping. */
    Target bare() {
        if (bare == null) {
            createTopic(BARE);
            bare = startBare();
        }
        return bare;
    }

    /** Two processes of it. */
    Target barePair() {
        if (barePair == null) {
            Target first = bare();
            barePair = first.and(startBare(), "bare pair");
        }
        return barePair;
    }

    private Target startBare() {
        String jars = setup.built("bench/load/target/bare") + ":" + setup.built("target/lib") + "/*";
        return program(BARE, "BareBridge", jars);
    }

    /** The design that this product replaces. */
    Target actor() {
        if (actor == null) {
            String jars =
                    setup.built("bench/actor/target/classes") + ":" + setup.built("bench/actor/target/lib") + "/*";
            createTopic(ACTOR);
            actor = program(ACTOR, "ActorBridge", jars);
        }
        return actor;
    }

    /** A program without a buffer, started with port and broker. */
    private Target program(String name, String mainClass, String classPath) {
        String port = Integer.toString(Ports.free());
        List<String> command = List.of(
                setup.java(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + setup.built("bench/bare/quiet.xml"),
                "-cp",
                classPath,
                mainClass,
                port,
                servers.kafka().bootstrap());
        Program program = Program.start(name, command, folder);
        programs.add(program);
        return new Target(name, name, List.of(program.pid()), List.of("http://127.0.0.1:" + port + "/events"), 1);
    }

    private void createTopic(String topic) {
        servers.kafka().createTopic(topic, 3, Map.of());
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
    }
}
