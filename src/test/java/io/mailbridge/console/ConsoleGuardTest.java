package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard of the management port lets through: each request differs in one thing from one that passes. */
class ConsoleGuardTest {
    private static final String JOLOKIA = "/observe/jolokia";

    @TempDir
    private static Path home;

    private HttpMethod method = HttpMethod.POST;
    private String path = JOLOKIA;
    private String rawPath;
    private boolean pathParameter;
    private String host = "localhost:9876";
    private String localAddress = "127.0.0.1";
    private String origin;
    private String fetchSite;
    private boolean followsLink;
    private String contentType = "application/json";
    private String authorization;

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:9876", "127.0.0.1", "127.9.9.9:1", "[::1]:9876", "LOCALHOST.:80", "ops.example:9"})
    void shouldTakeItsOwnNames(String name) {
        host = name;

        assertThat(status("bridge.management.hosts", "a.example, ops.example")).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"rebind.example:9876", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.9:9876"})
    void shouldRefuseOtherNames(String name) {
        host = name;

        assertThat(status()).isEqualTo(403);
    }

    @Test
    void shouldTakeTheAddressTheConnectionCameTo() {
        host = "10.0.0.9:9876";
        localAddress = "10.0.0.9";

        assertThat(status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9876,     , 0",
        // Hawtio's server passes on the browser's headers
        "http://localhost:8888,     same-origin, 0",
        "http://127.0.0.1:8888,     same-origin, 0",
        "http://hawtio.example:80,  , 0",
        "http://localhost:3000,     , 403",
        "http://localhost:3000,     same-site, 403",
        "http://localhost:9876,     cross-site, 403",
        "http://evil.example,       , 403",
        "http://evil.example,       same-origin, 403",
        "http://evil.example:9876,  none, 403",
        "null,                      , 403",
        "http://localhost:9876@evil.example, , 403",
        "://,                       , 403",
    })
    void shouldTellPagesApart(String page, String site, int expected) {
        origin = page;
        fetchSite = site;

        assertThat(status("bridge.management.hosts", "hawtio.example")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 0", "none, 0", "same-site, 403", "cross-site, 403", "'', 403"})
    void shouldHearTheBrowser(String site, int expected) {
        method = HttpMethod.GET;
        fetchSite = site;

        assertThat(status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 0",
        "application/json; charset=utf-8, 0",
        "text/json, 0",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=application/json, 415",
        ", 415",
    })
    void shouldTakeJsonOnly(String type, int expected) {
        contentType = type;

        assertThat(status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/version", "/list", "/list/java.lang", "/search/*:*", "/read/java.lang:type=Memory"})
    void shouldReadByGet(String rest) {
        method = HttpMethod.GET;
        contentType = null;
        path = JOLOKIA + rest;

        assertThat(status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exec/x/stop()",
                "/write/x/y/1",
                "/notification/x",
                "/%65xec/x/stop()",
                "//exec/x",
                "/EXEC/x",
                "/read/..\\exec/x/stop()",
                "/read/..%5Cexec/x",
                "/read/%2e%2e%5cexec/x",
                "/read/%252e%252e/exec/x"
            })
    void shouldChangeNothingByGet(String rest) {
        method = HttpMethod.GET;
        path = JOLOKIA + rest;

        assertThat(status()).isEqualTo(405);
    }

    @Test
    void shouldNotBeFooledByTwoReadingsOfThePath() {
        method = HttpMethod.GET;
        path = JOLOKIA + "/read/x";
        rawPath = JOLOKIA + "/exec/../read/x";
        assertThat(status()).isEqualTo(405);

        path = JOLOKIA;
        rawPath = JOLOKIA;
        pathParameter = true;
        assertThat(status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/observe/health, 0",
        "/observe/health/live, 0",
        "/observe/health/ready/, 0",
        "/observe/metrics, 0",
        "/observe/healthy, 401",
        "/observe/info, 401",
        "/observe/jolokia/read, 401",
        "/console/, 401",
        "/, 401",
    })
    void shouldLeaveOnlyHealthAndMetricsOpen(String open, int expected) {
        method = HttpMethod.GET;
        path = open;
        localAddress = "10.0.0.9";
        host = expected == 0 ? "whatever.example" : "10.0.0.9";

        assertThat(status(
                        "camel.management.host",
                        "0.0.0.0",
                        "bridge.management.username",
                        "ops",
                        "bridge.management.password",
                        "s3cret"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Basic b3BzOnMzY3JldA==, 0",
        "basic b3BzOnMzY3JldA==, 0",
        "Basic b3BzOnMzY3JldAo=, 401",
        "Bearer b3BzOnMzY3JldA==, 401",
        "Basic, 401",
        ", 401",
    })
    void shouldAskForTheCredential(String header, int expected) {
        authorization = header;

        assertThat(status("bridge.management.username", "ops", "bridge.management.password", "s3cret"))
                .isEqualTo(expected);
    }

    @Test
    void shouldServeNothingElseBeyondLoopbackWithoutACredential() {
        String[] closed = {"camel.management.host", "0.0.0.0", "camel.management.jolokiaEnabled", "false"};
        assertThat(status(closed)).isEqualTo(403);
        path = "/console/";
        method = HttpMethod.GET;
        assertThat(status(closed)).isEqualTo(403);
        path = "/observe/metrics";
        assertThat(status(closed)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.management.username, ops, bridge.management.password",
        "bridge.management.password, s3cret, bridge.management.username",
        "bridge.management.hosts, http://ops, without scheme",
        "bridge.management.hosts, ops:9876, without scheme and port",
        "camel.management.port, 8080, another port than camel.server.port",
        "camel.management.host, 0.0.0.0, bridge.management.username and bridge.management.password",
    })
    void shouldRefuseTheStart(String key, String value, String named) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> status(key, value))
                .withMessageContaining(named)
                .withMessageNotContaining("s3cret");
    }

    /** What the page sends is judged as what Jolokia is sent. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:9876, same-origin, application/json, 0",
        "http://localhost:9876, same-origin, text/plain, 415",
        "http://localhost:9876, cross-site, application/json, 403",
        "http://localhost:3000, same-site, application/json, 403",
        "null, , application/json, 403",
    })
    void shouldTakeActionsOfItsOwnPageOnly(String page, String site, String type, int expected) {
        path = "/console/api/actions/stop-route";
        origin = page;
        fetchSite = site;
        contentType = type;

        assertThat(status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/console/, true, 0",
        "/console/, false, 403",
        "/console/console.js, true, 403",
        "/console/api/state, true, 403",
        "/observe/jolokia, true, 403",
    })
    void shouldLetALinkOpenThePage(String linked, boolean opens, int expected) {
        method = HttpMethod.GET;
        fetchSite = "cross-site";
        path = linked;
        followsLink = opens;

        assertThat(status()).isEqualTo(expected);
    }

    /** 0 where it passes. */
    private int status(String... properties) {
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
