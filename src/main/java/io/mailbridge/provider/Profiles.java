package io.mailbridge.provider;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The profiles there are: the built-in ones, and over them those of a folder of the installation. */
public final class Profiles {
    private static final String EXTENSION = ".yaml";

    private final Map<String, Profile> profiles = new TreeMap<>();

    private Profiles() {}

    /**
     * @param folder its *.yaml files are added, replacing built-in ones of the same name; null or absent for none
     * @throws InvalidProfile when one of them cannot be used
     */
    public static Profiles load(java.nio.file.Path folder) {
        Profiles profiles = new Profiles();
        try {
            BuiltInProfiles.forEach(profiles::add);
            if (folder != null && Files.isDirectory(folder)) {
                profiles.addAll(folder);
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

    private void addAll(java.nio.file.Path folder) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(folder)) {
            for (java.nio.file.Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(EXTENSION)) {
                    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                        add(fileName, file.toString(), text);
                    }
                }
            }
        }
    }

    private void add(String fileName, String location, Reader text) {
        String name = fileName.substring(0, fileName.length() - EXTENSION.length());
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new InvalidProfile(location, 1, "a profile's file name is lower-case letters, digits and hyphens");
        }
        profiles.put(name, ProfileReader.read(name, YamlSection.parse(location, text)));
    }
}
