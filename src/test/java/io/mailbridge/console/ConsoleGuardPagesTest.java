package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages of a browser the guard of the management port lets through. */
class ConsoleGuardPagesTest {
    @TempDir
    private static Path home;

    private final GuardedRequest request = new GuardedRequest();

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
        request.origin = page;
        request.fetchSite = site;

        assertThat(request.status(home, "bridge.management.hosts", "hawtio.example"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 0", "none, 0", "same-site, 403", "cross-site, 403", "'', 403"})
    void shouldHearTheBrowser(String site, int expected) {
        request.method = HttpMethod.GET;
        request.fetchSite = site;

        assertThat(request.status(home)).isEqualTo(expected);
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
        request.contentType = type;

        assertThat(request.status(home)).isEqualTo(expected);
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
        request.path = "/console/api/actions/stop-route";
        request.origin = page;
        request.fetchSite = site;
        request.contentType = type;

        assertThat(request.status(home)).isEqualTo(expected);
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
        request.method = HttpMethod.GET;
        request.fetchSite = "cross-site";
        request.path = linked;
        request.followsLink = opens;

        assertThat(request.status(home)).isEqualTo(expected);
    }
}
