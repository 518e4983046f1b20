package io.mailbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Payloads;
import io.mailbridge.support.Problems;
import io.mailbridge.support.Servers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a sender with the secret is accepted; from any other nothing is stored, logged or returned. */
class CredentialsIT {
    private static final String GOOD = Payloads.text("sendgrid/delivered.json");
    private static final String NONE = "";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        bridge = servers.launcher()
                .property("bridge.sources.by-bearer.provider", "sendgrid")
                .property("bridge.sources.by-bearer.auth", "bearer")
                .property("bridge.sources.by-bearer.token", "old-token,new-token")
                .property("bridge.sources.by-basic.provider", "sendgrid")
                .property("bridge.sources.by-basic.auth", "basic")
                .property("bridge.sources.by-basic.username", "post")
                .property("bridge.sources.by-basic.password", "old:word,new-word")
                .property("bridge.sources.by-header.provider", "sendgrid")
                .property("bridge.sources.by-header.auth", "header")
                .property("bridge.sources.by-header.header-name", "X-Webhook-Token")
                .property("bridge.sources.by-header.token", "old-token,new-token")
                .startReady(Servers.START_LIMIT);
    }

    static Object[][] right() {
        return new Object[][] {
            {"by-bearer", "Authorization", "Bearer old-token"},
            {"by-bearer", "authorization", "bearer new-token"},
            {"by-basic", "Authorization", basic("post:old:word")},
            {"by-basic", "Authorization", basic("post:new-word")},
            {"by-header", "X-Webhook-Token", "old-token"},
            {"by-header", "x-webhook-token", "new-token"},
        };
    }

    @ParameterizedTest
    @MethodSource("right")
    void shouldTakeEventsWhenTheCredentialsAreRight(String source, String header, String value) {
        assertThat(bridge.post(source, GOOD, header, value).statusCode()).isEqualTo(200);
    }

    static Object[][] wrong() {
        return new Object[][] {
            {"by-bearer", "Authorization", NONE},
            {"by-bearer", "Authorization", "Bearer "},
            {"by-bearer", "Authorization", "Bearer guess"},
            {"by-bearer", "Authorization", "Bearer OLD-TOKEN"},
            {"by-bearer", "Authorization", "Bearer old-token,new-token"},
            {"by-bearer", "Authorization", "Bearer old-token2"},
            {"by-bearer", "Authorization", "Basic old-token"},
            {"by-bearer", "Authorization", "old-token"},
            {"by-basic", "Authorization", NONE},
            {"by-basic", "Authorization", "Basic"},
            {"by-basic", "Authorization", "Basic %%%"},
            {"by-basic", "Authorization", basic("post:guess")},
            {"by-basic", "Authorization", basic("other:new-word")},
            {"by-basic", "Authorization", basic("post:")},
            {"by-basic", "Authorization", "Bearer new-word"},
            {"by-header", "X-Webhook-Token", NONE},
            {"by-header", "X-Webhook-Token", "guess"},
            {"by-header", "X-Webhook-Token", "old-token,new-token"},
            {"by-header", "Authorization", "Bearer old-token"},
        };
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldAnswer401AndStoreNothingWhenTheyAreNot(String source, String header, String value) {
        String body = GOOD.replace("alice@example.com", Problems.SECRET);

        HttpResponse<String> answer =
                value.equals(NONE) ? bridge.post(source, body) : bridge.post(source, body, header, value);

        Problems.check(answer, 401, "Unauthorized");
        assertThat(answer.body()).doesNotContain("old-token", "new-token", "word", "guess");
        assertThat(servers.recordsOnceDrained("email-events"))
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains(Problems.SECRET));
        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
        assertThat(servers.buffered()).isZero();
        assertThat(bridge.log())
                .doesNotContain(Problems.SECRET, "old-token", "new-token", "old:word", "new-word", "guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{}", ""})
    void shouldNotLookAtTheBodyOfAStranger(String body) {
        Problems.check(bridge.post("by-bearer", body), 401, "Unauthorized");
        Problems.check(bridge.post("by-bearer", body, "Content-Type", "text/plain"), 401, "Unauthorized");

        assertThat(servers.recordsOnceDrained("email-events.rejected")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization=Bearer%20old-token", "authorization=Bearer%20old-token"})
    void shouldNotTakeATokenFromTheQuery(String query) {
        Problems.check(bridge.post("by-bearer?" + query, GOOD), 401, "Unauthorized");
        Problems.check(bridge.post("by-header?X-Webhook-Token=old-token", GOOD), 401, "Unauthorized");
    }

    @Test
    void shouldNameTheSchemeInTheChallenge() {
        assertThat(challenge("by-bearer")).isEqualTo("Bearer realm=\"mailbridge\"");
        assertThat(challenge("by-basic")).isEqualTo("Basic realm=\"mailbridge\"");
        assertThat(challenge("by-header")).isNull();
    }

    private static String challenge(String source) {
        return bridge.post(source, GOOD)
                .headers()
                .firstValue("WWW-Authenticate")
                .orElse(null);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
