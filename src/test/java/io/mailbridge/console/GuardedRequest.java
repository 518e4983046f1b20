package io.mailbridge.console;

import io.mailbridge.settings.Settings;
import io.mailbridge.source.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A request that passes the guard of the management port, for a test to change one thing in. */
final class GuardedRequest {
    static final String JOLOKIA = "/observe/jolokia";

    HttpMethod method = HttpMethod.POST;
    String path = JOLOKIA;
    String rawPath;
    boolean pathParameter;
    String host = "localhost:9876";
    String localAddress = "127.0.0.1";
    String origin;
    String fetchSite;
    boolean followsLink;
    String contentType = "application/json";
    String authorization;

    /** 0 where it passes. */
    int status(Path home, String... properties) {
        Properties system = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            system.setProperty(properties[i], properties[i + 1]);
        }
        ConsoleGuard guard = new ConsoleGuard(ConsoleSettings.from(Settings.load(home, Map.of(), system)));
        Problem problem = guard.refusal(new ConsoleRequest(
                method,
                path,
                rawPath == null ? path : rawPath,
                pathParameter,
                host == null ? null : HostAndPort.parseAuthority(host, -1),
                localAddress,
                origin,
                fetchSite,
                followsLink,
                contentType,
                authorization));
        return problem == null ? 0 : problem.status();
    }
}
