package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Browser;
import io.mailbridge.support.EnabledIfChromium;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.Key;
import io.mailbridge.support.Load;
import io.mailbridge.support.LoadPlan;
import io.mailbridge.support.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator follows an outage on the page, and sends again what was refused. The pictures of the docs are made here. */
@EnabledIfChromium
class ConsoleOutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "ops";
    private static final String PASSWORD = "c0nsole-pass";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static HomeCopy home;

    @AutoClose
    private static BridgeProcess bridge;

    @AutoClose
    private static Browser browser;

    private static ConsoleView page;

    @BeforeAll
    static void start() {
        servers = Servers.start();
        servers.kafka().createTopic("email-events", 3, Map.of());
        servers.kafka().createTopic("email-events.rejected", 1, Map.of());
        home = HomeCopy.create();
        bridge = servers.bridge()
                .home(home.path())
                .openSource("crm", "generic")
                .openSource("shop", "sendgrid")
                .property("bridge.management.username", USER)
                .property("bridge.management.password", PASSWORD)
                .startReady(Servers.START_LIMIT);
        browser = Browser.start();
        page = new ConsoleView(browser);
        URI console = bridge.managementUri("/console/");
        // the browser keeps the credential for what follows
        browser.open("http://" + USER + ":" + PASSWORD + "@" + console.getAuthority() + console.getPath());
    }

    @Test
    void shouldFollowAnOutage() throws InterruptedException {
        browser.viewport(1200, 960);
        page.open(bridge.managementUri("/console/#now").toString());
        browser.awaitText("All is well", LIMIT);
        try (Load demo = load("demo", 30);
                Load shop = load("shop", 60)) {
            await().atMost(LIMIT).until(() -> page.count("On Kafka") > 0);

            servers.kafka().kill();
            browser.awaitText("Not all is well, but no event is lost", LIMIT);
            browser.awaitText("Kafka is down since");
            await().atMost(LIMIT).until(() -> page.flow().contains("Kafka is down: events go to the buffer"));
            long waiting = page.count("Waiting in the buffer");
            await().atMost(LIMIT).until(() -> page.count("Waiting in the buffer") > waiting + 100);
            await().atMost(LIMIT).until(() -> page.flow().matches(".*to the buffer [1-9].*"));
            assertThat(browser.run("return document.querySelector('#flow').textContent")
                            .asText())
                    .doesNotContainPattern("-\\d+ sent");
            Thread.sleep(Picture.isForDocs() ? 60_000 : 0);
            Picture.take(browser, "console-outage");
            browser.viewport(360, 740);
            browser.colorScheme("dark");
            Picture.take(browser, "console-phone");
            browser.viewport(1200, 960);

            servers.kafka().start();
            browser.awaitText("All is well", LIMIT);
            await().atMost(LIMIT)
                    .until(() -> page.figure("Waiting in the buffer").contains("nothing waits"));
            Thread.sleep(Picture.isForDocs() ? 40_000 : 0);
            assertThat(demo.stop().statuses()).containsOnlyKeys(200);
            assertThat(shop.stop().statuses()).containsOnlyKeys(200);
        }
        browser.find("#charts rect.shade").awaitVisible();
        browser.run("document.querySelector('#hour-title').scrollIntoView()");
        Picture.take(browser, "console-hour");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(browser.otherHosts()).isEmpty();
    }

    @Test
    void shouldResubmitWhatAMendedProfileUnderstands() {
        String letter = "{\"id\":\"console-%d\",\"kind\":\"delivered\",\"recipient\":\"reader@example.com\"}";
        String body = "[" + letter.formatted(1) + "," + letter.formatted(2) + "]";
        assertThat(bridge.post("crm", body).statusCode()).isEqualTo(200);
        browser.viewport(1200, 800);
        browser.colorScheme("light");
        page.open(bridge.managementUri("/console/#refused?kind=rejected&source=crm")
                .toString());
        browser.awaitText("2 rows on this page.", LIMIT);
        browser.find("#refused a", "no_event_name").click();
        browser.find(".source li").awaitVisible();
        assertThat(browser.text()).contains("\"kind\": \"delivered\"", "r***@example.com");
        assertThat(browser.accessibilityFindings()).isEmpty();
        Picture.take(browser, "console-letter");

        home.change("providers/generic.yaml", "type, event]", "type, event, kind]");
        browser.find("button", "Try it").click();
        browser.awaitText("1 of 1 dead letter", LIMIT);
        assertThat(browser.text()).contains("\"type\": \"delivered\"", "\"recipient\": \"r***@example.com\"");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.find("a", "Back to the list").click();
        browser.find("button", "Resubmit all that match").click();
        browser.find("dialog #reason").type("kind is what crm calls it");
        browser.find("dialog button", "Resubmit (2)").awaitVisible();
        browser.press(Key.ENTER);
        browser.find("dialog button", "Close").awaitVisible();
        await().atMost(LIMIT).until(() -> browser.find("dialog .message").text().contains("became"));
        browser.press(Key.ENTER);
        browser.awaitText("Nothing was found.", LIMIT);
        assertThat(servers.idsOn("email-events")).contains("generic:console-1", "generic:console-2");
    }

    private static Load load(String source, int requestsPerSecond) {
        return LoadPlan.to(bridge.webhook(source))
                .withWorkers(4)
                .withRequests(Integer.MAX_VALUE)
                .withRequestsPerSecond(requestsPerSecond)
                .withLimit(Duration.ofMinutes(5))
                .start();
    }
}
