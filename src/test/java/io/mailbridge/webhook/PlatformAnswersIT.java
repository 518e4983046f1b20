package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of failure, for every platform, answered in the way that platform understands. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformAnswersIT {
    private static final String TOKEN = "t0ken";
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        BridgeLauncher launcher = servers.launcher()
                .property("bridge.http.max-body-size", "64KB")
                .property("bridge.http.read-timeout", "1s");
        for (String provider : PlatformRequests.providers()) {
            launcher.property("bridge.sources." + provider + ".provider", provider)
                    .property("bridge.sources." + provider + ".auth", "header")
                    .property("bridge.sources." + provider + ".header-name", "X-Token")
                    .property("bridge.sources." + provider + ".token", TOKEN);
        }
        bridge = launcher.startReady(Servers.START_LIMIT);
    }

    static List<String> providers() {
        return PlatformRequests.providers();
    }

    @ParameterizedTest
    @MethodSource("providers")
    @Order(1)
    void shouldAnswerWhatThePlatformUnderstands(String provider) {
        String good = PlatformRequests.body(provider);

        assertThat(post(provider, good).statusCode()).as("good").isEqualTo(200);
        assertThat(postWith(provider, "guess", PlatformRequests.contentType(provider), good)
                        .statusCode())
                .as("wrong credentials")
                .isEqualTo(401);
        assertThat(postWith(provider, TOKEN, "application/xml", good).statusCode())
                .as("other content type")
                .isEqualTo(415);
        // these give up all events of a request, or the webhook: the dead letter is all that is left to do
        boolean never400 = Set.of("azure-acs", "mailpace", "onesignal").contains(provider);
        assertThat(post(provider, "<no json>").statusCode()).as("unreadable").isEqualTo(never400 ? 200 : 400);
        assertThat(post(provider, "\"" + "x".repeat(70_000) + "\"").statusCode())
                .as("too large")
                .isEqualTo(provider.equals("azure-acs") ? 503 : 413);
        assertThat(bridge.send(HttpRequest.newBuilder(bridge.webhook(provider)).PUT(BodyPublishers.noBody()))
                        .statusCode())
                .as("wrong method")
                .isEqualTo(405);
        String withABadEvent = PlatformRequests.withABadEvent(provider);
        if (withABadEvent != null) {
            HttpResponse<String> answer = post(provider, withABadEvent);
            assertThat(answer.statusCode()).as("one bad event").isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":1}");
        }
    }

    @Test
    @Order(2)
    void shouldAnswerAPlatformWhoseBodyDoesNotCome() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (String provider : PlatformRequests.providers()) {
            String head = RawClient.head("/webhooks/" + provider, "X-Token: " + TOKEN)
                    .replace("application/json", PlatformRequests.contentType(provider));
            clients.add(new RawClient(bridge).send(head + "Content-Length: 9\r\n\r\n["));
        }
        for (String provider : PlatformRequests.providers()) {
            // any 4xx but 429 is final for SNS, Scaleway's copy of it, and Klaviyo
            int expected = Set.of("amazon-ses", "klaviyo", "scaleway-tem").contains(provider) ? 503 : 408;
            try (RawClient client = clients.remove(0)) {
                assertThat(client.answer().status()).as(provider).isEqualTo(expected);
            }
        }
    }

    /** Last, since it ends with both servers down. */
    @Test
    @Order(3)
    void shouldAskThePlatformToRetryWhenNothingCanTakeItsEvents() {
        servers.kafka().kill();
        servers.postgres().kill();
        for (String provider : PlatformRequests.providers()) {
            long began = System.nanoTime();

            HttpResponse<String> answer = post(provider, PlatformRequests.body(provider));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(provider).isLessThan(LONGEST);
            // Brevo gives up after 5xx and after 4xx but 429
            assertThat(answer.statusCode()).as(provider).isEqualTo(provider.equals("brevo") ? 429 : 503);
            assertThat(answer.headers().firstValue("Retry-After")).as(provider).isPresent();
            assertThat(Set.of(403, 406)).doesNotContain(answer.statusCode());
        }
    }

    private static HttpResponse<String> post(String provider, String body) {
        return postWith(provider, TOKEN, PlatformRequests.contentType(provider), body);
    }

    private static HttpResponse<String> postWith(String provider, String token, String contentType, String body) {
        return bridge.post(provider, body, "X-Token", token, "Content-Type", contentType);
    }
}
