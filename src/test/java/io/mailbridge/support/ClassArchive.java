package io.mailbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The classes of a program that tests start often, in the form in which the JVM maps them: a broker then starts with half
 * of the CPU, a bridge with two thirds. Without it, or where it does not fit, the JVM loads them as always.
 */
final class ClassArchive {
    /** Most test classes that are run alone are done before; making it costs what about as many starts save. */
    private static final int FIRST_STARTS = 5;

    /** The build sets it for tests that run side by side and assert no time; the others use what those have made. */
    private static final boolean MAY_TAKE_LONG = System.getProperty("test.jvm") != null;

    private final String program;
    private final Consumer<String> run;
    private int starts;
    private Path archive;

    /** @param run runs the program once with this option of the JVM, and ends it by SIGTERM */
    ClassArchive(String program, Consumer<String> run) {
        this.program = program;
        this.run = run;
    }

    /**
     * Options of the JVM for a start of the program, with a class path that begins with {@link ClassPath#jars()}.
     *
     * @param fresh whether the archive may be made meanwhile: not where a program starts again amid a test
     */
    synchronized List<String> options(boolean fresh) {
        List<Path> jars = ClassPath.jars();
        if (jars.isEmpty()) {
            return List.of();
        }
        starts++;
        if (archive == null) {
            archive = folder().resolve(program + "-" + fingerprint(jars) + ".jsa");
        }
        if (Files.notExists(archive) && starts > FIRST_STARTS && fresh && MAY_TAKE_LONG) {
            // the program is started for it too, and it is tried once
            starts = Integer.MIN_VALUE;
            make();
        }
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** One of the JVMs that run tests makes it, the others wait. */
    private void make() {
        Path made = folder().resolve(program + "-made.new");
        try {
            Files.createDirectories(folder());
            try (FileChannel lock = FileChannel.open(
                            folder().resolve(program + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (Files.exists(archive)) {
                    return;
                }
                deleteFormer();
                run.accept("-XX:ArchiveClassesAtExit=" + made);
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | RuntimeException e) {
            // it saves time only
            System.out.println("There is no archive of the classes of " + program + ": " + e);
        }
    }

    /** Each build of the jar needs one of its own. */
    private void deleteFormer() throws IOException {
        try (DirectoryStream<Path> former = Files.newDirectoryStream(folder(), program + "-*")) {
            for (Path file : former) {
                Files.delete(file);
            }
        }
    }

    private static Path folder() {
        return ClassPath.projectRoot().resolve("target/class-archive");
    }

    /** The JVM takes an archive only with the same jars of the same age. */
    private static String fingerprint(List<Path> jars) {
        StringBuilder all = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : jars) {
            try {
                all.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look at " + jar, e);
            }
        }
        return Integer.toHexString(all.toString().hashCode());
    }
}
