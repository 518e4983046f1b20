package io.mailbridge;

import io.mailbridge.check.HomeCheck;
import io.mailbridge.check.Mistake;
import io.mailbridge.check.RefusedOption;
import io.mailbridge.provider.InvalidProfile;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.SettingPlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.PropertyBindingException;

/**
 * Puts what stopped the start into one line. A setting is reported with the place that sets it; for anything else the
 * checks are run, which know file and line; where they find nothing, the innermost cause is reported.
 */
final class StartFailure {
    private final Path home;
    private final Map<String, String> environment;
    private final Properties system;

    StartFailure(Path home, Map<String, String> environment, Properties system) {
        this.home = home;
        this.environment = environment;
        this.system = system;
    }

    String line(Throwable failure) {
        PropertyBindingException refused = RefusedOption.in(failure);
        if (refused != null) {
            return at(RefusedOption.key(refused), RefusedOption.reason(refused), RefusedOption.nearest(refused));
        }
        Throwable cause = innermost(failure);
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        if (cause instanceof InvalidSetting setting) {
            return setting.key() == null ? oneLine(message) : at(setting.key(), message, null);
        }
        return cause instanceof InvalidProfile ? message : ofChecks(oneLine(message));
    }

    private String at(String key, String reason, String nearest) {
        SettingPlaces.Place place = new SettingPlaces(home, environment, system).near(key);
        return new Mistake(place.file(), place.line(), reason, nearest).toString();
    }

    private String ofChecks(String otherwise) {
        List<Mistake> mistakes = new HomeCheck(home, environment, system, OfflineBridge::new).mistakes();
        if (mistakes.isEmpty()) {
            return otherwise;
        }
        int more = mistakes.size() - 1;
        return mistakes.get(0) + (more == 0 ? "" : " (" + more + " more: the command check lists them)");
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause && !(cause instanceof InvalidSetting)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").trim();
    }
}
