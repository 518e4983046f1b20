package io.mailbridge.webhook;

import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The configured sources by name; refuses what could leave a webhook open or misunderstood. */
public final class Sources {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final Map<String, Source> byName;

    private Sources(Map<String, Source> byName) {
        this.byName = byName;
    }

    public static Sources from(Settings settings, Profiles profiles) {
        Map<String, Source> byName = new TreeMap<>();
        settings.sources().forEach((name, keys) -> byName.put(name, source(name, keys, profiles)));
        return new Sources(byName);
    }

    /** The source, or null where there is none of that name. */
    Source find(String name) {
        return byName.get(name);
    }

    Collection<Source> all() {
        return byName.values();
    }

    public Set<String> names() {
        return byName.keySet();
    }

    private static Source source(String name, Map<String, String> keys, Profiles profiles) {
        String prefix = "bridge.sources." + name + ".";
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSetting(
                    prefix + "* is not valid; allowed: names of up to 63 letters, digits, '-' and '_'");
        }
        String provider = keys.getOrDefault("provider", "");
        Profile profile = profiles.find(provider);
        if (profile == null) {
            throw new InvalidSetting(
                    prefix + "provider", provider, "one of " + String.join(", ", new TreeSet<>(profiles.names())));
        }
        return new Source(name, configured(prefix, keys, profile), credentials(prefix, keys, profile));
    }

    private static Profile configured(String prefix, Map<String, String> keys, Profile profile) {
        Map<String, String> further = profileKeys(prefix, keys);
        try {
            return profile.withSettings(further);
        } catch (IllegalArgumentException e) {
            // it knows the keys below the source's name only
            throw new InvalidSetting(prefix + e.getMessage());
        }
    }

    private static Map<String, String> profileKeys(String prefix, Map<String, String> keys) {
        Map<String, String> further = new LinkedHashMap<>(keys);
        further.keySet().removeAll(Settings.SOURCE_KEYS);
        for (Map.Entry<String, String> entry : further.entrySet()) {
            if (!entry.getKey().startsWith("fields.") && !entry.getKey().startsWith("types.")) {
                throw InvalidSetting.unknownKey(
                        prefix + entry.getKey(),
                        entry.getValue(),
                        String.join(", ", Settings.SOURCE_KEYS) + ", fields.*, types.*");
            }
        }
        return further;
    }

    private static Credentials credentials(String prefix, Map<String, String> keys, Profile profile) {
        String auth = keys.getOrDefault("auth", scheme(keys, profile));
        return switch (auth) {
            case "none" -> new Credentials.None();
            case "bearer" -> new Credentials.Bearer(secrets(prefix, keys, "token", auth));
            case "header" ->
                new Credentials.Header(
                        required(prefix, keys, "header-name", auth), secrets(prefix, keys, "token", auth));
            case "basic" ->
                Credentials.Basic.of(required(prefix, keys, "username", auth), secrets(prefix, keys, "password", auth));
            case "" ->
                throw new InvalidSetting(
                        prefix + "auth= is not set and there are no credentials; allowed: bearer, header, basic with"
                                + " their credentials, or none");
            case "signature" ->
                throw new InvalidSetting(
                        prefix + "auth", "signature", "bearer, header, basic or none; signatures are not checked yet");
            default -> throw new InvalidSetting(prefix + "auth", auth, "bearer, header, basic or none");
        };
    }

    /** The scheme that the given credentials speak of, else the platform's own, else empty. */
    private static String scheme(Map<String, String> keys, Profile profile) {
        if (keys.containsKey("header-name")) {
            return "header";
        }
        if (keys.containsKey("token")) {
            return "bearer";
        }
        if (keys.containsKey("username") || keys.containsKey("password")) {
            return "basic";
        }
        return keys.containsKey("secret") && profile.defaultAuth() != null ? profile.defaultAuth() : "";
    }

    private static String required(String prefix, Map<String, String> keys, String key, String auth) {
        String value = keys.getOrDefault(key, "");
        if (value.isBlank()) {
            throw new InvalidSetting(prefix + key + "= is empty; auth=" + auth + " needs it");
        }
        return value;
    }

    private static List<String> secrets(String prefix, Map<String, String> keys, String key, String auth) {
        List<String> secrets = Arrays.stream(required(prefix, keys, key, auth).split(","))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
        if (secrets.isEmpty()) {
            throw new InvalidSetting(prefix + key + "= holds nothing but commas; auth=" + auth + " needs it");
        }
        return secrets;
    }
}
