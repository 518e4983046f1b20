package io.mailbridge.provider;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** All profiles: the built-in ones, and those of a folder of the installation, which replace them. */
public final class Profiles {
    private static final String EXTENSION = ".yaml";

    private final Map<String, Profile> profiles = new TreeMap<>();

    private Profiles() {}

    /**
     * @param folder its *.yaml files are added, replacing built-in ones of the same name; null or absent for none
     * @throws InvalidProfile when one of them cannot be used
     */
    public static Profiles load(java.nio.file.Path folder) {
        return load(folder, broken -> {
            throw broken;
        });
    }

    /** The same, but a profile that cannot be used is left out and reported. */
    public static Profiles load(java.nio.file.Path folder, Consumer<InvalidProfile> broken) {
        Profiles profiles = new Profiles();
        try {
            BuiltInProfiles.forEach((fileName, location, text) -> profiles.add(fileName, location, text, broken));
            if (folder != null && Files.isDirectory(folder)) {
                profiles.addAll(folder, broken);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profiles;
    }

    /** The profile of that name, or null. */
    public Profile find(String name) {
        return profiles.get(name);
    }

    public Set<String> names() {
        return Set.copyOf(profiles.keySet());
    }

    private void addAll(java.nio.file.Path folder, Consumer<InvalidProfile> broken) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(folder)) {
            for (java.nio.file.Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(EXTENSION)) {
                    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                        add(fileName, file.toString(), text, broken);
                    }
                }
            }
        }
    }

    private void add(String fileName, String location, Reader text, Consumer<InvalidProfile> broken) {
        String name = fileName.substring(0, fileName.length() - EXTENSION.length());
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            broken.accept(
                    new InvalidProfile(location, 1, "a profile's file name is lower-case letters, digits and hyphens"));
            return;
        }
        Node root;
        try {
            root = YamlSection.node(location, text);
        } catch (InvalidProfile e) {
            broken.accept(e);
            return;
        }
        add(name, location, root, broken);
    }

    /** What is at fault is left out to find what else is; the profile is not used. */
    private void add(String name, String location, Node root, Consumer<InvalidProfile> broken) {
        Set<Node> leftOut = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean again = true;
        while (again) {
            again = false;
            try {
                Profile profile = ProfileReader.read(name, YamlSection.of(location, root, leftOut));
                if (leftOut.isEmpty()) {
                    profiles.put(name, profile);
                }
            } catch (InvalidProfile e) {
                // something may be missing only because it was left out
                if (e.member() != null || leftOut.isEmpty()) {
                    broken.accept(e);
                }
                again = e.member() != null && leftOut.add(e.member());
            }
        }
    }
}
