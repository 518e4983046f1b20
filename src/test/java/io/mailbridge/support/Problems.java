package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/** What every error body must be: RFC 9457, a sentence of ours, nothing of the sender's and nothing of the code's. */
public final class Problems {
    /** Stands in the bodies that are refused, and must never come back. */
    public static final String SECRET = "alice-secret@example.com";

    private Problems() {}

    public static void check(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        check(answer.headers().firstValue("Content-Type").orElse(null), answer.body(), status, title);
    }

    public static void check(RawClient.Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        check(answer.headers().get("content-type"), answer.body(), status, title);
    }

    private static void check(String contentType, String body, int status, String title) {
        assertThat(contentType).isEqualTo("application/problem+json");
        JsonNode problem = Payloads.json(body);
        assertThat(problem.fieldNames()).toIterable().containsExactlyInAnyOrder("type", "title", "status", "detail");
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isEqualTo(title);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isNotBlank();
        assertThat(body).doesNotContain(SECRET, "Exception", "\\tat ", "\\n", ".java", "io.mailbridge", "org.apache");
    }
}
