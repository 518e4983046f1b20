package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.Browser;
import io.mailbridge.support.EnabledIfChromium;
import io.mailbridge.support.FreePorts;
import io.mailbridge.support.PageElement;
import io.mailbridge.support.RouteFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hawtio, as bin/hawtio starts it, in a real browser beside a bridge that asks for a credential, with Kafka and database down. */
@EnabledIfChromium
class HawtioIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String STATE = """
            return [...document.querySelectorAll('tr')].map(row => row.innerText.trim().split(/\\s+/))
                .find(cells => cells[0] === 'replay-events')?.[1] ?? 'not listed'
            """;

    private static BridgeProcess bridge;
    private static HawtioRun hawtio;
    private static Browser browser;

    @BeforeAll
    static void connect() {
        bridge = new BridgeLauncher()
                .openSource("shop", "sendgrid")
                .property("bridge.kafka.brokers", "127.0.0.1:" + FreePorts.next())
                .property("bridge.buffer.jdbc-url", "jdbc:postgresql://127.0.0.1:" + FreePorts.next() + "/none")
                .property("bridge.management.username", "ops")
                .property("bridge.management.password", "p4ssw0rd-of-the-console")
                .start();
        hawtio = new HawtioRun(bridge.managementUri(""));
        browser = Browser.start();
        String address = hawtio.awaitAddress();
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> bridge.management("/observe/health/live").statusCode() == 200);
        browser.open(address);
        browser.run("localStorage.setItem('connect.jolokia.updateRate', 500)");
        browser.awaitText("Log in to mailbridge");
        browser.find("#connect-login-form-username").type("ops");
        browser.find("#connect-login-form-password").type("p4ssw0rd-of-the-console");
        browser.find("button", "Log in").click();
        browser.find("button", "replay-events").awaitVisible();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (hawtio != null) {
            hawtio.close();
        }
        if (bridge != null) {
            bridge.close();
        }
    }

    @Test
    void shouldShowRoutesWithTheirDescriptions() throws IOException {
        for (RouteFile file : RouteFile.all()) {
            for (JsonNode route : file.routes()) {
                browser.find("button", route.path("id").asText()).click();
                browser.awaitText(route.path("description").asText());
            }
        }
        browser.find("a", "Route Diagram").click();
        browser.find(".react-flow__node").awaitVisible();
        assertThat(browser.otherHosts()).isEmpty();
    }

    @Test
    void shouldStopAndStartReplayAndShowItsState() {
        browser.find("button", "routes").click();
        awaitState("Started");
        choose("Stop");
        awaitState("Stopped");
        assertThat(bridge.log()).contains("Stopped replay-events");

        choose("Start");
        awaitState("Started");
        assertThat(browser.otherHosts()).isEmpty();
    }

    /** docs/console.md names it; the tab loads no further. */
    @Test
    void shouldAskNobodyElseButForTheEditorOfSources() {
        browser.find("button", "replay-events").click();
        browser.find("a", "Source").click();

        Set<String> asked = await().atMost(LIMIT).until(browser::otherHosts, hosts -> !hosts.isEmpty());
        assertThat(asked).containsExactly("cdn.jsdelivr.net");
    }

    private static void awaitState(String state) {
        await(state).atMost(LIMIT).until(() -> browser.run(STATE).asText().equals(state));
    }

    private static void choose(String action) {
        int row = browser.run("return [...document.querySelectorAll('tbody tr')]"
                        + ".findIndex(row => row.innerText.trim().startsWith('replay-events'))")
                .asInt();
        PageElement tick = browser.find("input[name=checkrow" + row + "]");
        if (!tick.evaluate("element.checked").asBoolean()) {
            tick.click();
        }
        browser.find("button", action).click();
    }
}
