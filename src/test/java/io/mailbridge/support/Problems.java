package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/** Checks an error body: RFC 9457, a sentence of ours, nothing that the sender sent, nothing of the code. */
public final class Problems {
    /** Part of the bodies that are refused; must be in no answer. */
    public static final String SECRET = "alice-secret@example.com";

    private Problems() {}

    public static void check(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        check(
                answer.headers().firstValue("Content-Type").orElse(null),
                answer.headers().firstValue("X-Request-Id").orElse(null),
                answer.body(),
                status,
                title);
    }

    public static void check(RawClient.Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        check(answer.headers().get("content-type"), answer.headers().get("x-request-id"), answer.body(), status, title);
    }

    private static void check(String contentType, String id, String body, int status, String title) {
        assertThat(contentType).isEqualTo("application/problem+json");
        JsonNode problem = Payloads.json(body);
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "request_id");
        assertThat(problem.get("request_id").textValue()).isEqualTo(id).matches("[0-9a-z]{6}-[0-9a-z]+");
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isEqualTo(title);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isNotBlank();
        assertThat(body).doesNotContain(SECRET, "Exception", "\\tat ", "\\n", ".java", "io.mailbridge", "org.apache");
    }
}
