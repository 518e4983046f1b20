package io.mailbridge.http;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Stops a start whose TLS or credentials would have no effect: Camel accepts camel.ssl.* silently and serves plain
 * HTTP, asks no client for a certificate whatever clientAuthentication says (4.18.0), and its own authentication comes
 * after the door, which has answered by then.
 */
final class KeysNotInForce {
    private static final String OURS =
            TlsMaterial.CERTIFICATE + ", " + TlsMaterial.KEY + " and " + TlsMaterial.CLIENT_CA;

    private static final Pattern SERVER_AUTHENTICATION =
            Pattern.compile("camel\\.server\\.(authentication|basic|jwt).*");

    private KeysNotInForce() {}

    static void refuse(Settings settings) {
        refuseServer(settings, "camel.server.useGlobalSslContextParameters", "TLS of the webhooks is " + OURS);
        refuseServer(
                settings,
                "camel.management.useGlobalSslContextParameters",
                "the management port has no TLS; reach it by a tunnel");
        refuseServer(
                settings,
                "camel.server.staticEnabled",
                "it would serve the files of the working directory, application.properties among them");
        settings.all().forEach((key, value) -> {
            String name = name(key);
            if (name.startsWith("camel.ssl.") && !value.isEmpty()) {
                refuseUnlessInForce(settings, key, name);
            }
            if (SERVER_AUTHENTICATION.matcher(name).matches() && !value.isEmpty() && !value.equals("false")) {
                throw new InvalidSetting(key
                        + " is set but has no effect: webhooks ask for the credentials of bridge.sources.<name>.auth");
            }
        });
    }

    private static void refuseServer(Settings settings, String key, String instead) {
        String value = settings.camel(key, "false");
        if (!value.equalsIgnoreCase("false")) {
            throw new InvalidSetting(key, value, "false; " + instead);
        }
    }

    private static void refuseUnlessInForce(Settings settings, String key, String name) {
        boolean enabled = settings.camel("camel.ssl.enabled", "false").equalsIgnoreCase("true");
        boolean isSwitchedOff = name.equals("camel.ssl.enabled") && !enabled;
        boolean isOfServers = name.equals("camel.ssl.clientauthentication");
        if (!isSwitchedOff && (isOfServers || !enabled || !isUsed(settings.all()))) {
            throw new InvalidSetting(key + " is set but has no effect: TLS of the webhooks is " + OURS
                    + "; camel.ssl.* is for components, with camel.ssl.enabled=true and"
                    + " camel.component.<name>.useGlobalSslContextParameters=true");
        }
    }

    private static boolean isUsed(Map<String, String> values) {
        return values.entrySet().stream()
                .anyMatch(
                        entry -> name(entry.getKey()).matches("camel\\.component\\..+\\.useglobalsslcontextparameters")
                                && entry.getValue().equalsIgnoreCase("true"));
    }

    private static String name(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "");
    }
}
