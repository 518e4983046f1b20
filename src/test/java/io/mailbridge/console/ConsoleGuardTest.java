package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mailbridge.settings.InvalidSetting;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names, paths and credentials the guard of the management port lets through. */
class ConsoleGuardTest {
    @TempDir
    private static Path home;

    private final GuardedRequest request = new GuardedRequest();

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:9876", "127.0.0.1", "127.9.9.9:1", "[::1]:9876", "LOCALHOST.:80", "ops.example:9"})
    void shouldTakeItsOwnNames(String name) {
        request.host = name;

        assertThat(request.status(home, "bridge.management.hosts", "a.example, ops.example"))
                .isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"rebind.example:9876", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.9:9876"})
    void shouldRefuseOtherNames(String name) {
        request.host = name;

        assertThat(request.status(home)).isEqualTo(403);
    }

    @Test
    void shouldTakeTheAddressTheConnectionCameTo() {
        request.host = "10.0.0.9:9876";
        request.localAddress = "10.0.0.9";

        assertThat(request.status(home)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/version", "/list", "/list/java.lang", "/search/*:*", "/read/java.lang:type=Memory"})
    void shouldReadByGet(String rest) {
        request.method = HttpMethod.GET;
        request.contentType = null;
        request.path = GuardedRequest.JOLOKIA + rest;

        assertThat(request.status(home)).isZero();
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
        request.method = HttpMethod.GET;
        request.path = GuardedRequest.JOLOKIA + rest;

        assertThat(request.status(home)).isEqualTo(405);
    }

    @Test
    void shouldNotBeFooledByTwoReadingsOfThePath() {
        request.method = HttpMethod.GET;
        request.path = GuardedRequest.JOLOKIA + "/read/x";
        request.rawPath = GuardedRequest.JOLOKIA + "/exec/../read/x";
        assertThat(request.status(home)).isEqualTo(405);

        request.path = GuardedRequest.JOLOKIA;
        request.rawPath = GuardedRequest.JOLOKIA;
        request.pathParameter = true;
        assertThat(request.status(home)).isEqualTo(405);
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
        request.method = HttpMethod.GET;
        request.path = open;
        request.localAddress = "10.0.0.9";
        request.host = expected == 0 ? "whatever.example" : "10.0.0.9";

        assertThat(request.status(
                        home,
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
        request.authorization = header;

        assertThat(request.status(home, "bridge.management.username", "ops", "bridge.management.password", "s3cret"))
                .isEqualTo(expected);
    }

    @Test
    void shouldServeNothingElseBeyondLoopbackWithoutACredential() {
        String[] closed = {"camel.management.host", "0.0.0.0", "camel.management.jolokiaEnabled", "false"};
        assertThat(request.status(home, closed)).isEqualTo(403);
        request.path = "/console/";
        request.method = HttpMethod.GET;
        assertThat(request.status(home, closed)).isEqualTo(403);
        request.path = "/observe/metrics";
        assertThat(request.status(home, closed)).isZero();
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
                .isThrownBy(() -> request.status(home, key, value))
                .withMessageContaining(named)
                .withMessageNotContaining("s3cret");
    }
}
