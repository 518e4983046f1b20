package io.mailbridge.refused;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.ShippedAssembly;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.settings.Settings;
import io.mailbridge.support.HomeCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a dead letter holds goes through profile and routes as if its platform sent it again, at the time when it did. */
class LetterRoutesTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-06T10:00:00Z");
    private static final String PSEUDONYM = "ab".repeat(32);

    private static HomeCopy home;
    private static LetterRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        home = HomeCopy.create();
        Files.writeString(home.file("providers/postbox.yaml"), """
                description: Postbox
                content-types: [application/x-www-form-urlencoded]
                body: {shape: object, form: event}
                fields: {provider_event: event, id: id}
                types: {common-names: true}
                """);
        Files.writeString(home.file("application.properties"), """

                bridge.event.recipient=sha256
                bridge.sources.eu.provider=sendgrid
                bridge.sources.eu.auth=none
                bridge.sources.forms-are-events.provider=postbox
                bridge.sources.forms-are-events.auth=none
                bridge.sources.posts-forms.provider=mandrill
                bridge.sources.posts-forms.auth=none
                bridge.sources.one-at-a-time.provider=mailgun
                bridge.sources.one-at-a-time.auth=none
                bridge.sources.shop.provider=generic
                bridge.sources.shop.auth=none
                """, StandardOpenOption.APPEND);
        routes = new LetterRoutes(
                Settings.load(home.path(), Map.of(), new Properties()), ShippedAssembly.OFFLINE, false);
    }

    @AfterAll
    static void stop() {
        routes.close();
        home.close();
    }

    @Test
    void shouldLayAnEventOfABatchIntoTheBodyOfItsPlatform() throws Exception {
        assertThat(idOf(
                        "eu",
                        "no_event_name",
                        "{\"event\":\"open\",\"email\":\"a@example.com\",\"sg_event_id\":\"e-1\"}"))
                .isEqualTo("sendgrid:e-1");
        assertThat(idOf("one-at-a-time", "no_event_name", fixture("mailgun/opened.json")))
                .startsWith("mailgun:-laxIqj9QWubsjY_3pTq_g");
        assertThat(idOf("shop", "no_event_name", "{\"id\":\"g-1\",\"type\":\"opened\"}"))
                .isEqualTo("generic:g-1");
        assertThat(idOf("posts-forms", "no_event_name", "{\"event\":\"open\",\"_id\":\"m+%&=1\",\"ts\":1767690200}"))
                .startsWith("mandrill:");
        assertThat(idOf("forms-are-events", "no_event_name", "{\"event\":\"opened\",\"id\":\"p+%&=1\"}"))
                .isEqualTo("postbox:p+%&=1");
    }

    @Test
    void shouldTakeAWholeFormAsItIs() throws Exception {
        Attempt attempt = run("forms-are-events", "unexpected_body", "event=opened&id=p-1&to[0]=x%40example.com");

        assertThat(attempt.isAccepted()).isTrue();
        assertThat(attempt.records()).extracting(OutboundRecord::eventId).containsExactly("postbox:p-1");
    }

    @Test
    void shouldTakeAWholeBodyAsItIs() throws Exception {
        Attempt attempt = run("eu", "not_json", "[{\"event\":\"open\",\"sg_event_id\":\"e-1\"},7]");

        assertThat(attempt.isAccepted()).isTrue();
        assertThat(attempt.records()).extracting(made -> made.tag().rejection()).containsExactly(null, "not_an_object");
    }

    @Test
    void shouldKeepTheTimeOfReceiptAndPseudonyms() throws Exception {
        Attempt attempt = run(
                "shop", "no_event_name", "{\"id\":\"g-1\",\"type\":\"opened\",\"recipient\":\"" + PSEUDONYM + "\"}");

        OutboundRecord made = attempt.records().get(0);
        JsonNode event = JsonCodec.mapper().readTree(made.value());
        assertThat(event.get("received_at").textValue()).startsWith("2026-01-06T10:00:00");
        assertThat(event.get("occurred_at").textValue()).startsWith("2026-01-06T10:00:00");
        assertThat(event.get("recipient").textValue()).isEqualTo(PSEUDONYM);
        assertThat(made.key()).asString(StandardCharsets.UTF_8).isEqualTo(PSEUDONYM);
    }

    @Test
    void shouldHashAnAddressThatAnEditPutIn() throws Exception {
        Refused letter = letter("shop", "no_event_name", "{}");

        Attempt attempt =
                routes.run(letter, bytes("{\"id\":\"g-1\",\"type\":\"opened\",\"recipient\":\"ann@example.com\"}"));

        assertThat(attempt.records().get(0).key())
                .asString(StandardCharsets.UTF_8)
                .matches("[0-9a-f]{64}");
    }

    @Test
    void shouldSayWhyOneIsRefusedAgain() throws Exception {
        assertThat(run("eu", "no_event_name", "{\"email\":\"a@example.com\"}"))
                .returns("no_event_name", Attempt::reason)
                .returns(true, Attempt::isJudged);
        assertThat(run("eu", "not_json", "[{")).returns("not_json", Attempt::reason);
        assertThat(run("gone", "no_event_name", "{}"))
                .returns("unknown_source", Attempt::reason)
                .returns(false, Attempt::isJudged);
    }

    @Test
    void shouldShowTheEventThatItWouldBecome() throws Exception {
        JsonNode trial = trial("shop", "no_event_name", "{\"id\":\"g-1\",\"type\":\"opened\"}");

        assertThat(trial.at("/events/0/id").asText()).isEqualTo("generic:g-1");
        assertThat(trial.at("/events/0/type").asText()).isEqualTo("opened");
        assertThat(trial.path("refused").isNull()).isTrue();
        assertThat(trial.path("parts")).isEmpty();
    }

    @Test
    void shouldShowWhyAndWhereItIsRefusedAgain() throws Exception {
        JsonNode nameless = trial("eu", "no_event_name", "{\"email\":\"a@example.com\"}");
        assertThat(nameless.path("events")).isEmpty();
        assertThat(nameless.at("/refused/reason").asText()).isEqualTo("no_event_name");
        assertThat(nameless.at("/refused/place/pointer").asText()).isEqualTo("/event");
        assertThat(nameless.toString()).doesNotContain("a@example.com");

        JsonNode broken = trial("eu", "not_json", "[\n{");
        assertThat(broken.at("/refused/place/line").asInt()).isEqualTo(2);
        // the path is one within an event, and there may be several
        assertThat(trial("eu", "not_json", "[{\"email\":\"a@example.com\"}]")
                        .at("/refused/place")
                        .isNull())
                .isTrue();
        assertThat(trial("gone", "no_event_name", "{}").at("/refused/reason").asText())
                .isEqualTo("unknown_source");
    }

    @Test
    void shouldShowOnlyTheFirstOfMany() throws Exception {
        String events = "{\"event\":\"open\",\"email\":\"ann@example.com\"}";
        String body = "[7" + (',' + events).repeat(30) + "]";
        JsonNode trial = trial("eu", "not_json", body);

        assertThat(trial.path("events")).hasSize(20);
        assertThat(trial.path("more").asInt()).isEqualTo(10);
        assertThat(trial.at("/parts/0/reason").asText()).isEqualTo("not_an_object");
    }

    private static JsonNode trial(String source, String reason, String value) throws Exception {
        return Trial.of(letter(source, reason, value), null, routes).json(false);
    }

    @Test
    void shouldTakeThePlatformsJsonOfACommonEvent() throws Exception {
        assertThat(idOf("shop", "invalid_event", "{\"id\":\"\",\"raw\":{\"id\":\"g-1\",\"type\":\"opened\"}}"))
                .isEqualTo("generic:g-1");
        assertThat(run("shop", "invalid_event", "{\"id\":\"\"}").isJudged()).isFalse();
    }

    private static String idOf(String source, String reason, String value) throws Exception {
        Attempt attempt = run(source, reason, value);
        assertThat(attempt.isAccepted())
                .as(attempt.reason() + ": " + attempt.detail())
                .isTrue();
        assertThat(attempt.records()).hasSize(1);
        return attempt.records().get(0).eventId();
    }

    private static Attempt run(String source, String reason, String value) throws Exception {
        return routes.run(letter(source, reason, value), null);
    }

    private static Refused letter(String source, String reason, String value) {
        return new Refused(
                "rejected-0-1",
                reason,
                null,
                reason,
                source,
                "",
                null,
                RECEIVED,
                1,
                null,
                "rejected",
                "",
                null,
                null,
                bytes(value));
    }

    private static String fixture(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/senders", name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
