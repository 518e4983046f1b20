package io.mailbridge.faults;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The figures of each test's last run, one file a test, until {@link FiguresPage} writes them into the docs. */
final class Figures {
    static final Path FOLDER = Path.of("target/faults");

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Map<String, Audit> OF_TESTS = new ConcurrentHashMap<>();

    private Figures() {}

    /** Of the test that runs in this thread; those of several audits become one. */
    static void add(Audit audit) {
        test().ifPresent(test -> write(test, OF_TESTS.merge(test, audit, Audit::plus)));
    }

    /** The outermost: a sequence calls other tests. */
    private static Optional<String> test() {
        return STACK.walk(frames -> frames.filter(Figures::isTest).reduce((inner, outer) -> outer))
                .map(frame -> frame.getDeclaringClass().getSimpleName() + "#" + frame.getMethodName());
    }

    private static boolean isTest(StackFrame frame) {
        return Stream.of(frame.getDeclaringClass().getDeclaredMethods())
                .anyMatch(method ->
                        method.getName().equals(frame.getMethodName()) && method.isAnnotationPresent(Test.class));
    }

    private static void write(String test, Audit audit) {
        String run = LocalDate.now(ZoneOffset.UTC) + ", " + machine();
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(test),
                    Stream.concat(audit.cells(), Stream.of(run)).collect(joining(" | ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String machine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, %.0f GB, Java %d"
                .formatted(
                        system.getAvailableProcessors(),
                        system.getTotalMemorySize() / 1e9,
                        Runtime.version().feature());
    }
}
