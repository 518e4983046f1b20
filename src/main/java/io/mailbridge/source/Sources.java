package io.mailbridge.source;

import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import io.mailbridge.settings.SourceKeys;
import io.mailbridge.signature.CertificateSource;
import io.mailbridge.signature.SignatureVerifier;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The configured sources by name; refuses what could leave a webhook open or misunderstood. */
public final class Sources {
    /** Path of the endpoint that receive-webhook begins with. */
    public static final String PATH = "/webhooks/{source}";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final Map<String, Source> byName;
    private volatile Map<String, Source> index;

    private Sources(Map<String, Source> byName) {
        this.byName = byName;
        this.index = new HashMap<>(byName);
    }

    /** From now on requests meet these sources, which have the same names. */
    public void take(Sources changed) {
        index = changed.index;
    }

    /** @param certificates where those of signatures come from */
    public static Sources from(Settings settings, Profiles profiles, Clock clock, CertificateSource certificates) {
        Map<String, Source> byName = new TreeMap<>();
        settings.sources().forEach((name, keys) -> {
            String prefix = "bridge.sources." + name + ".";
            Profile profile = profile(prefix, name, keys, profiles);
            CredentialsReader reader = new CredentialsReader(prefix, keys, profile);
            SignatureVerifier signature = reader.signature(clock, certificates);
            byName.put(
                    name,
                    new Source(
                            name,
                            configured(prefix, keys, profile),
                            reader.credentials(signature),
                            signature,
                            reader.validationKey()));
        });
        return new Sources(byName);
    }

    /** The source, or null where there is none of that name. */
    public Source find(String name) {
        return index.get(name);
    }

    public Collection<Source> all() {
        return byName.values();
    }

    public Set<String> names() {
        return byName.keySet();
    }

    private static Profile profile(String prefix, String name, Map<String, String> keys, Profiles profiles) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSetting(
                    prefix + "* is not valid; allowed: names of up to 63 letters, digits, '-' and '_'");
        }
        String provider = keys.getOrDefault("provider", "");
        Profile profile = profiles.find(provider);
        if (profile == null) {
            throw InvalidSetting.noneOf(prefix + "provider", provider, new TreeSet<>(profiles.names()));
        }
        return profile;
    }

    private static Profile configured(String prefix, Map<String, String> keys, Profile profile) {
        Map<String, String> further = profileKeys(prefix, keys);
        try {
            return profile.withSettings(further);
        } catch (IllegalArgumentException e) {
            // it knows only the part of the key after the source's name
            throw new InvalidSetting(prefix + e.getMessage());
        }
    }

    private static Map<String, String> profileKeys(String prefix, Map<String, String> keys) {
        Map<String, String> further = new LinkedHashMap<>(keys);
        further.keySet().removeAll(SourceKeys.ALL);
        for (Map.Entry<String, String> entry : further.entrySet()) {
            if (!entry.getKey().startsWith("fields.") && !entry.getKey().startsWith("types.")) {
                throw InvalidSetting.unknownKey(
                        prefix + entry.getKey(),
                        entry.getValue(),
                        SourceKeys.ALL.stream().map(prefix::concat).toList(),
                        String.join(", ", SourceKeys.ALL) + ", fields.*, types.*");
            }
        }
        return further;
    }
}
