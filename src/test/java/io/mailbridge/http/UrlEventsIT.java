package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Problems;
import io.mailbridge.support.RawClient;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms that have nothing but a URL: their tokens, their handshakes, and events that are in it. */
class UrlEventsIT {
    private static final String EVENT = "status=opened&to=ann%%40example.com&date=2026-01-06+09:03:20&id=%s";
    private static final String VALIDATION = "[{\"kind\":\"validation\",\"data\":{\"code\":\"6f2d1e0c\"}}]";

    @AutoClose
    private static final HomeCopy HOME = HomeCopy.create();

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static BridgeProcess bridge;

    @BeforeAll
    static void start() {
        HOME.write("providers/handshake.yaml", """
                description: Posts, after a handshake
                content-types: [application/json]
                options: cloudevents
                answers: {success: 202}
                body: {shape: array-or-object}
                control-messages:
                  - {name: validation, when: {$header.x-kind: validation}, reply: {validationResponse: data.code}}
                fields: {provider_event: kind, id: id}
                types: {common-names: true}
                """);
        HOME.write("providers/getting.yaml", """
                description: Gets, with the event in the query
                content-types: [application/x-www-form-urlencoded]
                auth: {default: query}
                body: {shape: object, form: event, query: event}
                fields: {provider_event: status, recipient: to, occurred_at: date, id: id, subject: subject}
                types: {common-names: true}
                metadata: {all-members-except: []}
                """);
        servers = Servers.start();
        bridge = servers.launcher()
                .home(HOME.path())
                .openSource("open", "handshake")
                .openSource("plain", "sendgrid")
                .property("bridge.event.include-raw", "true")
                .property("bridge.sources.query.provider", "handshake")
                .property("bridge.sources.query.auth", "query")
                .property("bridge.sources.query.token", "right,s%20p")
                .property("bridge.sources.path.provider", "handshake")
                .property("bridge.sources.path.auth", "path")
                .property("bridge.sources.path.token", "right")
                .property("bridge.sources.getting.provider", "getting")
                .property("bridge.sources.getting.token", "right")
                .startReady(Servers.START_LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "query?token=right,      202", "query?a=/b&token=right, 202", "%71uery?token=right,    202",
        "query?token=s%2520p,    202", "query?token=wrong,      401", "query?token=,           401",
        "query,                  401", "query/right,            404", "path/right,             202",
        "%70ath/righ%74,         202", "path/right?a=b,         202", "path/wrong,             401",
        "path,                   401", "path?token=right,       401", "path/right/,            404",
        "path/x/../right,        202", "plain/right,            404",
    })
    void shouldTakeATokenWhereTheSourceHasIt(String url, int status) throws IOException {
        try (RawClient client = new RawClient(bridge)) {
            assertThat(client.post("/webhooks/" + url, "{\"kind\":\"sent\"}").status())
                    .isEqualTo(status);
        }
    }

    @Test
    void shouldRepeatTheCodeOfAHandshake() {
        HttpResponse<String> answer = bridge.post("query?token=right", VALIDATION, "x-kind", "validation");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"6f2d1e0c\"}");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(bridge.post("query", VALIDATION, "x-kind", "validation").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "query?token=right", "path/right"})
    void shouldLetAPlatformPostThatAsks(String url) {
        HttpResponse<String> answer = options(url, "WebHook-Request-Origin", "eventgrid.azure.net");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().allValues("WebHook-Allowed-Origin")).containsExactly("eventgrid.azure.net");
        assertThat(answer.headers().allValues("WebHook-Allowed-Rate")).containsExactly("*");
        assertThat(answer.headers().allValues("Allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "query?token=wrong, WebHook-Request-Origin, eventgrid.azure.net, 401",
        "path,              WebHook-Request-Origin, eventgrid.azure.net, 401",
        "open,              WebHook-Request-Origin, <script>,            400",
        "open,              Origin,                 https://x.example,   405",
        "plain,             WebHook-Request-Origin, eventgrid.azure.net, 405",
        "none,              WebHook-Request-Origin, eventgrid.azure.net, 405",
    })
    void shouldLetNobodyElseAsk(String url, String header, String value, int status) {
        HttpResponse<String> answer = options(url, header, value);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().map()).doesNotContainKeys("webhook-allowed-origin", "access-control-allow-origin");
    }

    @Test
    void shouldPublishAnEventThatIsInTheQuery() throws IOException {
        HttpResponse<String> answer = get("getting?token=right&" + EVENT.formatted("q-1") + "&%74oken=s3cret");

        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        TopicRecord record = record("q-1");
        assertThat(record.key()).isEqualTo("ann@example.com");
        assertThat(record.json().get("type").textValue()).isEqualTo("opened");
        assertThat(record.json().get("occurred_at").textValue()).isEqualTo("2026-01-06T09:03:20.000Z");
        assertThat(record.json().get("raw").get("id").textValue()).isEqualTo("q-1");
        assertThat(record.json().toString()).doesNotContain("token", "right", "s3cret");
    }

    @Test
    void shouldTakeALongQueryAndRefuseATooLongOne() {
        String event = "getting?token=right&" + EVENT.formatted("q-2") + "&subject=" + "%C3%A9".repeat(1300);

        assertThat(get(event).statusCode()).isEqualTo(200);
        assertThat(record("q-2").json().get("subject").textValue()).startsWith("\u00e9\u00e9");
        assertThat(get(event + "a".repeat(300)).statusCode()).isEqualTo(414);
        assertThat(bridge.log()).contains("are answered 414: The request line is too long");
        assertThat(bridge.metric("bridge_requests_malformed_total", "server", "webhooks"))
                .isPositive();
    }

    @Test
    void shouldAskForTheTokenOfAnEvent() {
        assertThat(get("getting?token=wrong&" + EVENT.formatted("q-3")).statusCode())
                .isEqualTo(401);
        assertThat(get("getting?" + EVENT.formatted("q-3")).statusCode()).isEqualTo(401);
        assertThat(servers.recordsOnceDrained("email-events"))
                .extracting(TopicRecord::id)
                .doesNotContain("getting:q-3");
    }

    @Test
    void shouldKeepAQueryThatCannotBeRead() {
        String unreadable = "status=opened&a" + "[b]".repeat(200) + "=1";

        assertThat(get("getting?" + encoded(unreadable)).statusCode()).isEqualTo(401);
        assertThat(get("getting?token=right&" + encoded(unreadable)).statusCode())
                .isEqualTo(400);
        assertThat(servers.recordsOnceDrained("email-events.rejected"))
                .extracting(record -> new String(record.value()))
                .containsExactly(encoded(unreadable));
    }

    private static String encoded(String query) {
        return query.replace("[", "%5B").replace("]", "%5D");
    }

    @Test
    void shouldTakeEveryOtherLookForAProbe() throws IOException {
        double probes = bridge.metric("bridge_requests_seconds_count", "source", "getting", "outcome", "probe");
        for (String url :
                List.of("getting", "getting?", "getting?token=right", "getting?token=wrong", "getting?to=a")) {
            assertThat(get(url).body()).isEqualTo("{\"status\":\"ready for events\"}");
        }
        HttpRequest.Builder head = request("getting?token=right&" + EVENT.formatted("q-4"));
        assertThat(bridge.send(head.method("HEAD", BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
        Problems.check(get("plain/" + EVENT.formatted("q-4")), 404, "Not Found");

        assertThat(bridge.metric("bridge_requests_seconds_count", "source", "getting", "outcome", "probe"))
                .isEqualTo(probes + 6);
        assertThat(servers.recordsOnceDrained("email-events"))
                .extracting(TopicRecord::id)
                .doesNotContain("getting:q-4");
    }

    private static TopicRecord record(String id) {
        return servers.reader().awaitRecord("email-events", "getting:" + id, Servers.START_LIMIT);
    }

    private static HttpResponse<String> get(String url) {
        return bridge.send(request(url));
    }

    private static HttpResponse<String> options(String url, String header, String value) {
        HttpRequest.Builder request = request(url).method("OPTIONS", BodyPublishers.noBody());
        return bridge.send(header.equals("Origin") ? request : request.header(header, value));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(bridge.webhook("").toString() + url));
    }
}
