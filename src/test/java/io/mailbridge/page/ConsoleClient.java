package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.BridgeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The page as a browser asks for it, with the credential. */
final class ConsoleClient {
    static final String USER = "ops";
    static final String PASSWORD = "s3cret-of-the-console";
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final BridgeProcess bridge;

    ConsoleClient(BridgeProcess bridge) {
        this.bridge = bridge;
    }

    JsonNode state() {
        return read("state", 200);
    }

    String words() {
        return state().path("words").toString();
    }

    JsonNode series(String name) {
        return read("history", 200).path("series").path(name);
    }

    /** @param query name, value, name, value */
    JsonNode refused(String kind, String... query) {
        StringBuilder path = new StringBuilder("refused?kind=" + kind);
        for (int i = 0; i < query.length; i += 2) {
            path.append('&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return read(path.toString(), 200);
    }

    /** What it answers within the time that a page waits. */
    JsonNode read(String path, int status) {
        return ask(request(path), status);
    }

    JsonNode act(String name, int status, String body) {
        return ask(
                request("actions/" + name)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                status);
    }

    /** Why an action is refused. */
    String refusal(String name, int status, String body) {
        return act(name, status, body).path("detail").asText();
    }

    /** The message of an action, when it has ended. */
    String done(String name, String body) {
        return ended(name, body).path("message").asText();
    }

    /** An action, when it has ended. */
    JsonNode ended(String name, String body) {
        JsonNode begun = act(name, 200, body);
        return await().atMost(END_LIMIT).until(() -> read("actions/" + begun.path("id"), 200), now -> now.path("done")
                .asBoolean());
    }

    private JsonNode ask(HttpRequest.Builder request, int status) {
        long start = System.nanoTime();
        HttpResponse<String> answer = bridge.send(request);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        try {
            return JsonCodec.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        String credential =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(bridge.managementUri("/console/api/" + path))
                .header("Authorization", "Basic " + credential);
    }
}
