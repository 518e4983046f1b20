package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** One browser's session in the words of the W3C's WebDriver protocol, which chromedriver understands. */
final class BrowserSession {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    private final String base;

    /** @param driver chromedriver's address */
    BrowserSession(URI driver, Object capabilities) {
        JsonNode made = send(
                HttpRequest.newBuilder(driver.resolve("/session")),
                Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
        base = driver.resolve("/session/" + made.path("sessionId").asText()).toString();
    }

    /** Whether a session can be opened. */
    static boolean isReady(URI driver) {
        try {
            return send(HttpRequest.newBuilder(driver.resolve("/status")))
                    .path("ready")
                    .asBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    JsonNode get(String command) {
        return send(HttpRequest.newBuilder(URI.create(base + command)));
    }

    JsonNode post(String command, Object parameters) {
        return send(HttpRequest.newBuilder(URI.create(base + command)), parameters);
    }

    /** A command of the DevTools protocol, for what WebDriver cannot do. */
    JsonNode devTools(String command, Object parameters) {
        return post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    private static JsonNode send(HttpRequest.Builder request, Object parameters) {
        try {
            return send(request.POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(parameters))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            JsonNode value = JSON.readTree(HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.ofByteArray())
                            .body())
                    .path("value");
            if (value.has("error")) {
                throw new Refused(
                        value.path("error").asText(), value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("chromedriver does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the browser worked", e);
        }
    }

    /** What the browser could not do. */
    static final class Refused extends IllegalStateException {
        Refused(String error, String message) {
            super(error + ": " + message.lines().findFirst().orElse(""));
        }
    }
}
