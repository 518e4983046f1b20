package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A real Chromium without a window. It reaches this machine only, and says whatever else a page asked for. */
public final class Browser implements AutoCloseable {
    static final String CHROMIUM = "chromium";
    static final String DRIVER = "chromedriver";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TempFolder folder = TempFolder.create("mailbridge-browser-");
    private final ChildProcess driver;
    private final BrowserSession session;

    private Browser() {
        int port = FreePorts.next();
        URI address = URI.create("http://127.0.0.1:" + port);
        driver = ChildProcess.start(
                "chromedriver",
                List.of(DRIVER, "--port=" + port),
                folder.path(),
                Map.of("HOME", folder.path().toString(), "TMPDIR", folder.path().toString()),
                folder.path().resolve("log"));
        driver.awaitAnswer(START_LIMIT, () -> BrowserSession.isReady(address));
        session = new BrowserSession(address, capabilities());
        viewport(1280, 900);
    }

    public static Browser start() {
        return new Browser();
    }

    private Map<String, Object> capabilities() {
        List<String> options = List.of(
                "--headless=new",
                "--no-sandbox", // root has none
                "--disable-dev-shm-usage", // containers have 64 MB
                "--disable-gpu",
                "--lang=en",
                "--user-data-dir=" + folder.path().resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1");
        return Map.of(
                "goog:loggingPrefs",
                Map.of("performance", "ALL", "browser", "ALL"),
                "goog:chromeOptions",
                Map.of("args", options));
    }

    /** Returns when the page is loaded, not when its scripts are done. */
    public void open(String url) {
        session.post("/url", Map.of("url", url));
    }

    public String url() {
        return session.get("/url").asText();
    }

    /** The page's visible text. */
    public String text() {
        return run("return document.body.innerText").asText();
    }

    public void awaitText(String expected) {
        awaitText(expected, PageElement.LIMIT);
    }

    public void awaitText(String expected, Duration limit) {
        try {
            await().atMost(limit).pollInSameThread().until(() -> text().contains(expected));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("\"" + expected + "\" is not on the page:\n" + text(), e);
        }
    }

    public PageElement find(String css) {
        return new PageElement(this, css, null);
    }

    /** @param text the element's whole text, each run of white space as one space */
    public PageElement find(String css, String text) {
        return new PageElement(this, css, text);
    }

    /** The keys together: {@code press(SHIFT, TAB)}. */
    public void press(Key... keys) {
        List<Map<String, String>> strokes = new ArrayList<>();
        Stream.of(keys).forEach(key -> strokes.add(Map.of("type", "keyDown", "value", key.code())));
        List<Key> reversed = new ArrayList<>(List.of(keys));
        Collections.reverse(reversed);
        reversed.forEach(key -> strokes.add(Map.of("type", "keyUp", "value", key.code())));
        session.post(
                "/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", strokes))));
    }

    /** The page's size in CSS pixels, until set again. */
    public void viewport(int width, int height) {
        session.devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme light or dark */
    public void colorScheme(String scheme) {
        session.devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes what is seen in the viewport as PNG. */
    public void screenshot(Path file) {
        try {
            Files.write(
                    file, Base64.getDecoder().decode(session.get("/screenshot").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Runs a function's body in the page, and waits for what it returns, also for a promise. */
    public JsonNode run(String script, Object... arguments) {
        return session.post("/execute/sync", Map.of("script", script, "args", Arrays.asList(arguments)));
    }

    /** What axe-core finds serious or critical, one line each; its rules are those of WCAG 2 up to AA, and good practice. */
    public List<String> accessibilityFindings() {
        return Axe.findings(this);
    }

    /** Hosts beside this machine that pages asked for since this was last asked; nothing was sent to them. */
    public Set<String> otherHosts() {
        Set<String> hosts = new TreeSet<>();
        for (JsonNode entry : log("performance")) {
            JsonNode event = parsed(entry.path("message").asText()).path("message");
            JsonNode request = event.path("params").path("request").path("url");
            String url = request.asText(event.at("/params/url").asText());
            boolean asks = event.path("method").asText().matches("Network\\.(requestWillBeSent|webSocketCreated)");
            if (asks && url.matches("(https?|wss?)://.*")) {
                hosts.add(URI.create(url.replaceFirst("(://[^/?#]*).*", "$1")).getHost());
            }
        }
        hosts.removeAll(HERE);
        return hosts;
    }

    /** Errors on the browser's console since this was last asked: of scripts, and of requests that failed. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (JsonNode entry : log("browser")) {
            if (entry.path("level").asText().equals("SEVERE")) {
                errors.add(entry.path("message").asText());
            }
        }
        return errors;
    }

    private JsonNode log(String type) {
        return session.post("/se/log", Map.of("type", type));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BrowserSession session() {
        return session;
    }

    @Override
    public void close() {
        driver.kill();
        folder.close();
    }
}
