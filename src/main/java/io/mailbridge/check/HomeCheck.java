package io.mailbridge.check;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.provider.InvalidProfile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.SettingPlaces;
import io.mailbridge.settings.SettingPlaces.Place;
import io.mailbridge.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.PropertyBindingException;

/**
 * Finds every mistake of an installation without any server. What is refused is noted and left out, and the bridge is
 * assembled again until nothing is refused; then the routes are checked with the beans of that bridge.
 */
public final class HomeCheck {
    /** The check loads the routes itself, file by file. */
    private static final Map<String, String> WITHOUT_ROUTES =
            Map.of("camel.main.routesIncludePattern", "false", "camel.main.sourceLocationEnabled", "true");

    private final Path home;
    private final Map<String, String> environment;
    private final Properties system;
    private final Assembly assembly;
    private final Mistakes mistakes = new Mistakes();
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> faultySources = new TreeSet<>();
    private final Set<String> brokenProfiles = new TreeSet<>();

    /** @param assembly assembles the bridge as the start does */
    public HomeCheck(Path home, Map<String, String> environment, Properties system, Assembly assembly) {
        this.home = home;
        this.environment = environment;
        this.system = system;
        this.assembly = assembly;
    }

    /** All mistakes, by file and line; none where the bridge would start. */
    public List<Mistake> mistakes() {
        Profiles profiles = Profiles.load(home.resolve("providers"), this::addProfile);
        boolean again = true;
        while (again) {
            again = false;
            try {
                run(profiles);
            } catch (InvalidSetting e) {
                again = addSetting(e.key(), e.getMessage(), null);
            } catch (Exception e) {
                PropertyBindingException refused = RefusedOption.in(e);
                again = refused == null
                        ? addSetting(keyIn(Failures.innermost(e)), Failures.innermost(e), null)
                        : addSetting(
                                RefusedOption.key(refused),
                                RefusedOption.reason(refused),
                                RefusedOption.nearest(refused));
            }
        }
        return mistakes.all();
    }

    private void run(Profiles profiles) throws Exception {
        Settings settings = Settings.load(home, environment, system, this::isLeftOut);
        mistakes.hide(secrets(settings));
        leaveOutSourcesOfBrokenProfiles(settings);
        settings = Settings.load(home, environment, system, this::isLeftOut);
        try (Assembled bridge = assembly.assemble(settings, profiles, WITHOUT_ROUTES)) {
            if (Files.isDirectory(home.resolve("routes"))) {
                new RouteCheck(bridge.context(), home, settings.all().keySet(), mistakes).run();
            } else {
                mistakes.add("routes", 0, "there is no such folder in " + home, null);
            }
        }
    }

    private static List<String> secrets(Settings settings) {
        List<String> secrets = new ArrayList<>();
        settings.all().forEach((key, value) -> {
            boolean secret = key.toLowerCase(Locale.ROOT).matches(".*(password|secret|token|recipient-key|jaas).*");
            if (secret && value.length() > 3) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    private void addProfile(InvalidProfile broken) {
        Path file = Path.of(broken.file());
        mistakes.add("providers/" + file.getFileName(), broken.line(), broken.reason(), null);
        brokenProfiles.add(file.getFileName().toString().replace(".yaml", ""));
    }

    private void leaveOutSourcesOfBrokenProfiles(Settings settings) {
        settings.sources().forEach((name, keys) -> {
            if (brokenProfiles.contains(keys.getOrDefault("provider", ""))) {
                leftOut.add("bridge.sources." + name + ".");
            }
        });
    }

    /** True where another try without it is worthwhile. */
    private boolean addSetting(String key, String reason, String nearest) {
        SettingPlaces places = new SettingPlaces(home, environment, system);
        if (key == null) {
            mistakes.add("application.properties", 0, reason, nearest);
            return false;
        }
        String source = key.startsWith("bridge.sources.") ? key.split("\\.")[2] : "";
        // a source that lacks what was refused before is not a further mistake
        boolean consequence = faultySources.contains(source) && places.of(key) == null;
        if (!consequence) {
            Place place = places.near(key);
            mistakes.add(place.file(), place.line(), reason, nearest);
        }
        boolean whole = consequence || key.endsWith(".provider") || places.of(key) == null;
        faultySources.add(source);
        return leftOut.add(whole && !source.isEmpty() ? "bridge.sources." + source + "." : key);
    }

    /** The key of Camel's that a message names, or whose value it names; null where it is about something else. */
    private String keyIn(String message) {
        Map<String, String> all =
                Settings.load(home, environment, system, this::isLeftOut).all();
        return all.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("camel."))
                .filter(setting -> message.contains(setting.getKey())
                        || setting.getValue().length() > 3
                                && message.contains(setting.getValue().replace("#class:", "")))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private boolean isLeftOut(String key) {
        return leftOut.stream()
                .anyMatch(out -> same(out).equals(same(key)) || out.endsWith(".") && key.startsWith(out));
    }

    private static String same(String key) {
        return key.startsWith("camel.") ? key.replace("-", "").toLowerCase(Locale.ROOT) : key;
    }
}
