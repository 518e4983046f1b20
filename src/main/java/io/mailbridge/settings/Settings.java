package io.mailbridge.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The configuration, read once: system properties over environment over {@code application.properties} over the
 * defaults in the jar. Every getter refuses a bad value with the key, the value and what is allowed.
 */
public final class Settings {
    private static final String DEFAULTS = "/defaults/application.properties";

    private final LayeredValues layers;
    private final Map<String, String> values;
    private final Path home;

    private Settings(Path home, LayeredValues layers) {
        this.home = home;
        this.layers = layers;
        this.values = layers.values();
    }

    /**
     * Reads {@code application.properties} of the home folder, if it is there, overridden by the environment and the
     * system properties.
     */
    public static Settings load(Path home, Map<String, String> environment, Properties system) {
        return load(home, environment, system, key -> false);
    }

    /**
     * The same, except for some keys, which keep their defaults.
     *
     * @param leftOut true for those whose values are left out
     */
    public static Settings load(
            Path home, Map<String, String> environment, Properties system, Predicate<String> leftOut) {
        LayeredValues layers = new LayeredValues();
        Map<String, String> values = layers.values();
        Properties defaults = defaults();
        defaults.forEach((key, value) -> layers.put((String) key, (String) value));
        file(home.resolve("application.properties")).forEach((key, value) -> layers.put((String) key, (String) value));
        system.stringPropertyNames().stream()
                .filter(key -> key.startsWith("bridge.sources."))
                .forEach(key -> layers.put(key, system.getProperty(key)));
        new EnvironmentKeys(values.keySet()).read(environment).forEach(layers::put);
        system.stringPropertyNames().stream()
                .filter(key -> key.startsWith("bridge.") || key.startsWith("camel.") || values.containsKey(key))
                .forEach(key -> layers.put(key, system.getProperty(key)));
        values.keySet().removeIf(leftOut);
        defaults.forEach((key, value) -> values.putIfAbsent((String) key, ((String) value).trim()));
        refuseUnknown(values, defaults);
        return new Settings(home, layers);
    }

    private static void refuseUnknown(Map<String, String> values, Properties defaults) {
        for (String key : values.keySet()) {
            if (key.startsWith("bridge.") && !key.startsWith("bridge.sources.") && !defaults.containsKey(key)) {
                throw InvalidSetting.unknownKey(
                        key,
                        values.get(key),
                        defaults.stringPropertyNames(),
                        "those that application.properties of the release lists");
            }
        }
    }

    static Properties defaults() {
        try (InputStream in = Settings.class.getResourceAsStream(DEFAULTS)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException("The defaults in the jar cannot be read", e);
        }
    }

    private static Properties file(Path path) {
        Properties properties = new Properties();
        if (!Files.exists(path)) {
            return properties;
        }
        try (Reader in = Files.newBufferedReader(path)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting(path + " cannot be read: " + e.getMessage());
        }
    }

    /** The folder that holds application.properties, routes/ and providers/. */
    public Path home() {
        return home;
    }

    /** All keys and values, sorted by key. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /** The value of a key that has a default. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " has no default");
        }
        return value;
    }

    /** The value of a key of Camel's, in any spelling, or the given default. */
    public String camel(String key, String otherwise) {
        String value = layers.find(key);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** A value that must not be empty. */
    public String required(String key) {
        String value = text(key);
        if (value.isEmpty()) {
            throw new InvalidSetting(key, value, "a value");
        }
        return value;
    }

    /** A whole number within both limits. */
    public int number(String key, int least, int most) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, with the limits
        }
        throw new InvalidSetting(key, value, "a whole number from " + least + " to " + most);
    }

    public boolean flag(String key) {
        String value = text(key);
        if (!value.equals("true") && !value.equals("false")) {
            throw new InvalidSetting(key, value, "true or false");
        }
        return value.equals("true");
    }

    /** A duration within both limits, which are written as in the file. */
    public Duration duration(String key, String least, String most) {
        String value = text(key);
        Duration duration = Quantities.duration(value);
        if (duration == null
                || duration.compareTo(Quantities.duration(least)) < 0
                || duration.compareTo(Quantities.duration(most)) > 0) {
            throw new InvalidSetting(
                    key, value, "a duration such as 1500ms, 5s, 2m, 1h or 14d, from " + least + " to " + most);
        }
        return duration;
    }

    /** A size in bytes within both limits, which are written as in the file. */
    public int size(String key, String least, String most) {
        String value = text(key);
        long size = Quantities.size(value);
        if (size < Quantities.size(least) || size > Quantities.size(most)) {
            throw new InvalidSetting(key, value, "a size such as 512KB or 5MB, from " + least + " to " + most);
        }
        return (int) size;
    }

    /** The keys below {@code bridge.sources.}, by source name: {@code demo -> {provider=sendgrid, auth=none}}. */
    public Map<String, Map<String, String>> sources() {
        Map<String, Map<String, String>> sources = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith("bridge.sources.")) {
                String[] parts = key.substring("bridge.sources.".length()).split("\\.", 2);
                if (parts.length < 2) {
                    throw InvalidSetting.unknownKey(key, value, List.of(), "bridge.sources.<name>.<setting>");
                }
                sources.computeIfAbsent(parts[0], name -> new TreeMap<>()).put(parts[1], value);
            }
        });
        return sources;
    }
}
