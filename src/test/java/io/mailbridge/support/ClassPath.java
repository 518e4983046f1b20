package io.mailbridge.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The class path this code runs from, for processes of our own; the same under Surefire, Failsafe and exec:java. */
public final class ClassPath {
    private static final Path TEST_CLASSES = locationOf(ClassPath.class);

    private ClassPath() {}

    /** The test classes last. */
    public static String current() {
        return withoutTestClasses() + File.pathSeparator + TEST_CLASSES;
    }

    /** Without the test classes and their resources, whose logging set-up the bridge must not find. */
    static String withoutTestClasses() {
        Set<Path> entries = entries();
        entries.remove(TEST_CLASSES);
        return join(entries);
    }

    /** Without the test classes, if these are jars only, as under Failsafe; else none. */
    static List<Path> jars() {
        Set<Path> entries = entries();
        entries.remove(TEST_CLASSES);
        return entries.stream().allMatch(Files::isRegularFile) ? List.copyOf(entries) : List.of();
    }

    static String join(Collection<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    public static Path testClasses() {
        return TEST_CLASSES;
    }

    public static Path projectRoot() {
        return TEST_CLASSES.getParent().getParent();
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Set<Path> entries() {
        Set<Path> entries = new LinkedHashSet<>();
        if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                entries.add(toPath(url));
            }
        } else {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                addWithManifest(entries, Path.of(entry).toAbsolutePath().normalize());
            }
        }
        entries.add(TEST_CLASSES);
        return entries;
    }

    /** Surefire may start its JVM with a single jar that only names the others. */
    private static void addWithManifest(Set<Path> entries, Path entry) {
        if (!Files.exists(entry) || !entries.add(entry) || !entry.toString().endsWith(".jar")) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named != null) {
                for (String relative : named.trim().split("\\s+")) {
                    URI uri = entry.toUri().resolve(relative);
                    addWithManifest(entries, Path.of(uri).normalize());
                }
            }
            if (isOfSurefire(entry)) {
                entries.remove(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + entry, e);
        }
    }

    private static boolean isOfSurefire(Path jar) {
        return jar.getFileName().toString().startsWith("surefirebooter");
    }

    private static Path locationOf(Class<?> type) {
        return toPath(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Path toPath(URL url) {
        try {
            return Path.of(url.toURI()).toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not a file: " + url, e);
        }
    }
}
