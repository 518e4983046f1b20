package io.mailbridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Says where a value was given, so that a message can send its reader there. Read only where there is such a message.
 */
public final class SettingPlaces {
    private static final String FILE = "application.properties";

    private final Map<String, Integer> lines;
    private final Map<String, String> environment;
    private final Properties system;
    private final EnvironmentKeys variables;

    public SettingPlaces(Path home, Map<String, String> environment, Properties system) {
        this.lines = lines(home.resolve(FILE));
        this.environment = environment;
        this.system = system;
        Map<String, Integer> known = new TreeMap<>(lines);
        Settings.defaults().stringPropertyNames().forEach(key -> known.putIfAbsent(key, 0));
        this.variables = new EnvironmentKeys(known.keySet());
    }

    /**
     * Where a value was given.
     *
     * @param file or what gave the value instead of one
     * @param line 0 where there is none
     */
    public record Place(String file, int line) {}

    /** The place of the value that is used: file and line, variable or system property; null where it was not given. */
    public Place of(String key) {
        if (system.getProperty(key) != null) {
            return new Place("system property " + key, 0);
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            boolean gives = variables.read(Map.of(variable.getKey(), variable.getValue())).keySet().stream()
                    .anyMatch(given -> LayeredValues.identity(given).equals(LayeredValues.identity(key)));
            if (gives) {
                return new Place("environment " + variable.getKey(), 0);
            }
        }
        return lines.entrySet().stream()
                .filter(line -> LayeredValues.identity(line.getKey()).equals(LayeredValues.identity(key)))
                .map(line -> new Place(FILE, line.getValue()))
                .findFirst()
                .orElse(null);
    }

    /** The same for a key that was not given: the place of the first that begins as it does, or the file. */
    public Place near(String key) {
        Place place = of(key);
        String group = key.substring(0, key.lastIndexOf('.') + 1);
        return place != null
                ? place
                : lines.keySet().stream()
                        .filter(given -> !group.isEmpty() && given.startsWith(group))
                        .map(this::of)
                        .findFirst()
                        .orElse(new Place(FILE, 0));
    }

    /** Where each key is given last, since that value is used. */
    private static Map<String, Integer> lines(Path file) {
        Map<String, Integer> found = new LinkedHashMap<>();
        try {
            StringBuilder logical = new StringBuilder();
            int number = 0;
            int first = 1;
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                number++;
                first = logical.isEmpty() ? number : first;
                logical.append(line).append('\n');
                boolean comment = logical.toString().stripLeading().matches("(?s)[#!].*");
                if (comment || !line.replaceAll(".*[^\\\\]", "").matches("(\\\\\\\\)*\\\\")) {
                    Properties one = new Properties();
                    one.load(new StringReader(logical.toString()));
                    int at = first;
                    one.stringPropertyNames().forEach(key -> found.put(key, at));
                    logical.setLength(0);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
