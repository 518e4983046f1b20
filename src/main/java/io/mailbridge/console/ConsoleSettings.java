package io.mailbridge.console;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may use the management port, and under which names.
 *
 * @param jolokiaPath where Jolokia is
 * @param pagePath where the page is, without its last slash
 * @param openPaths what probes and scrapes read: health and metrics
 * @param credential null where none is asked for
 * @param closed whether nothing but the open paths is served: beyond loopback, without a credential
 */
record ConsoleSettings(
        String jolokiaPath,
        String pagePath,
        Set<String> openPaths,
        TrustedHosts hosts,
        ConsoleCredential credential,
        boolean closed) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9._-]*)|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*");

    /** @throws InvalidSetting where a stranger could reach the console */
    static ConsoleSettings from(Settings settings) {
        refuseOnePort(settings);
        String bound = settings.required("camel.management.host");
        ConsoleCredential credential = credential(settings);
        boolean closed = credential == null && !isLoopback(bound);
        if (closed && settings.flag("camel.management.jolokiaEnabled")) {
            throw new InvalidSetting(
                    "camel.management.host",
                    bound,
                    "a loopback address, or bridge.management.username and bridge.management.password,"
                            + " or camel.management.jolokiaEnabled=false: who reaches Jolokia can stop the webhooks");
        }
        String root = settings.camel("camel.management.path", "/").replaceAll("/+$", "");
        String health = root + settings.camel("camel.management.healthPath", "/observe/health");
        String metrics = root + settings.camel("camel.metrics.path", "/observe/metrics");
        return new ConsoleSettings(
                root + settings.camel("camel.management.jolokiaPath", "/observe/jolokia"),
                root + "/console",
                Stream.of(health, health + "/live", health + "/ready", metrics).collect(Collectors.toSet()),
                new TrustedHosts(bound, listed(settings)),
                credential,
                closed);
    }

    /** Camel would serve both from the webhooks' server, which has no guard. */
    private static void refuseOnePort(Settings settings) {
        String port = settings.text("camel.management.port");
        if (port.equals(settings.text("camel.server.port"))) {
            throw new InvalidSetting("camel.management.port", port, "another port than camel.server.port");
        }
    }

    private static ConsoleCredential credential(Settings settings) {
        String username = settings.text("bridge.management.username");
        String password = settings.text("bridge.management.password");
        if (username.isEmpty() && password.isEmpty()) {
            return null;
        }
        if (username.isEmpty() || username.contains(":")) {
            throw new InvalidSetting(
                    "bridge.management.username", username, "a name without ':', with bridge.management.password");
        }
        if (password.isEmpty()) {
            throw new InvalidSetting(
                    "bridge.management.password", password, "a value, with bridge.management.username");
        }
        return new ConsoleCredential(username, password);
    }

    private static Set<String> listed(Settings settings) {
        String hosts = settings.text("bridge.management.hosts");
        Set<String> names = Arrays.stream(hosts.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(TrustedHosts::plain)
                .collect(Collectors.toUnmodifiableSet());
        if (!names.stream().allMatch(name -> HOST.matcher(name).matches())) {
            throw new InvalidSetting(
                    "bridge.management.hosts", hosts, "names or addresses, comma-separated, without scheme and port");
        }
        return names;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // refused where the port is tried
            return false;
        }
    }
}
