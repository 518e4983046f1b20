package io.mailbridge.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the profiles that are shipped with the program, whether it runs from its jar or from a build folder. */
final class BuiltInProfiles {
    private static final String FOLDER = "defaults/providers/";
    /** A profile that is always there shows where the others are; jars need not have entries for folders. */
    private static final String LANDMARK = FOLDER + "generic.yaml";

    private BuiltInProfiles() {}

    static void forEach(Visitor visitor) throws IOException {
        ClassLoader loader = BuiltInProfiles.class.getClassLoader();
        for (String file : files(loader.getResource(LANDMARK))) {
            try (Reader text =
                    new InputStreamReader(loader.getResourceAsStream(FOLDER + file), StandardCharsets.UTF_8)) {
                visitor.visit(file, FOLDER + file, text);
            }
        }
    }

    /** What a file beside them holds, null where there is none. */
    static String text(String name) throws IOException {
        try (InputStream in = BuiltInProfiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> files(URL landmark) throws IOException {
        if (landmark == null) {
            throw new IOException("the program is incomplete: " + LANDMARK + " is not on the class path");
        }
        if (landmark.openConnection() instanceof JarURLConnection connection) {
            return filesOfJar(connection);
        }
        try (Stream<Path> files = Files.list(Path.of(uri(landmark)).getParent())) {
            return yaml(files.map(file -> file.getFileName().toString()));
        }
    }

    private static List<String> filesOfJar(JarURLConnection connection) throws IOException {
        // a cached JarFile would be the class loader's own, which is not ours to close
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            return yaml(jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(FOLDER))
                    .map(name -> name.substring(FOLDER.length())));
        }
    }

    private static List<String> yaml(Stream<String> names) {
        return names.filter(name -> name.endsWith(".yaml") && !name.contains("/"))
                .sorted()
                .toList();
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Takes one file. */
    interface Visitor {
        void visit(String fileName, String location, Reader text);
    }
}
