package io.mailbridge.reload;

import io.mailbridge.settings.FileStamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reloadable files of an installation, as they were when they were read: routes, their SQL, and profiles.
 *
 * @param texts by the file's name below the home, such as routes/sql/try-buffer.sql
 */
record HomeFiles(Map<String, byte[]> texts) {
    private static final Map<String, Pattern> FOLDERS = Map.of(
            "routes", Pattern.compile(".*\\.(yaml|java)"),
            "routes/sql", Pattern.compile(".*\\.sql"),
            "providers", Pattern.compile(".*\\.yaml"));

    static HomeFiles read(Path home) throws IOException {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (Path file : list(home)) {
            texts.put(name(home, file), Files.readAllBytes(file));
        }
        return new HomeFiles(texts);
    }

    /** Differs wherever a file was added, removed or changed. */
    static String stamp(Path home) throws IOException {
        List<Path> files = list(home);
        return files + " " + FileStamp.of(files);
    }

    /** Names of the files that were changed, added or removed. */
    List<String> changedSince(HomeFiles before) {
        TreeSet<String> names = new TreeSet<>(texts.keySet());
        names.addAll(before.texts.keySet());
        names.removeIf(name -> Arrays.equals(texts.get(name), before.texts.get(name)));
        return List.copyOf(names);
    }

    static boolean isProfile(String name) {
        return name.startsWith("providers/");
    }

    static boolean isRoute(String name) {
        return name.startsWith("routes/") && !name.endsWith(".sql");
    }

    private static String name(Path home, Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> list(Path home) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Map.Entry<String, Pattern> folder : FOLDERS.entrySet()) {
            Path path = home.resolve(folder.getKey());
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.filter(file -> folder.getValue()
                                    .matcher(file.getFileName().toString())
                                    .matches())
                            .forEach(all::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return all.stream().sorted().toList();
    }
}
