package io.mailbridge.dev;

import io.mailbridge.support.ChildProcess;
import io.mailbridge.support.ClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Camel's command line in a separate process, with its own folder in place of the user's home. */
final class CamelCli {
    private static final String MAIN = "org.apache.camel.dsl.jbang.core.commands.CamelJBangMain";
    private static final String BUILD_CLASSPATH =
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String classPath;
    private final Path userHome;

    private CamelCli(String classPath, Path userHome) {
        this.classPath = classPath;
        this.userHome = userHome;
    }

    /**
     * @param userHome where it and the bridges that it can reach keep their files
     * @throws IOException if its jars cannot be resolved
     */
    static CamelCli resolve(Path userHome) throws IOException {
        Path file = userHome.resolve("cli.classpath");
        Path pom = ClassPath.projectRoot().resolve("src/test/cli/pom.xml");
        String output =
                run(List.of("mvn", "-q", "-B", "-f", pom.toString(), BUILD_CLASSPATH, "-Dmdep.outputFile=" + file));
        if (!Files.exists(file)) {
            throw new IOException("Maven found no camel-jbang-core: " + output.strip());
        }
        return new CamelCli(Files.readString(file).strip(), userHome);
    }

    /** What it prints. */
    String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ClassPath.java(),
                "-Duser.home=" + userHome,
                "-cp",
                ClassPath.testClasses() + File.pathSeparator + classPath,
                CamelCli.class.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        Path output = Files.createTempFile("camel-cli-", ".txt");
        try {
            ChildProcess process = ChildProcess.start(command.get(0), command, Path.of("."), Map.of(), output);
            process.awaitExit(LIMIT);
            return process.log();
        } finally {
            Files.delete(output);
        }
    }

    /** Runs in the separate process, which has Camel's jars. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class.forName(MAIN).getMethod("run", String[].class).invoke(null, (Object) arguments);
    }
}
