package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.EnabledIfChromium;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page says of every state what an operator must know, to everyone who looks, and asks nothing while nobody does. */
@EnabledIfChromium
class PageInBrowserIT extends MadeUpPage {
    private static final String OUTAGE = "{'level':'degraded','words':['Kafka is down since 00:01:12 UTC.'],"
            + "'rates':{'published':0,'buffered':412.1},'kafka':{'state':'OPEN','connected':false,'why':'refused'},"
            + "'buffer':{'depth':18432,'oldestAgeSeconds':184}}";
    private static final String BOTH_DOWN = "{'level':'failing','words':['Events are answered 503.'],"
            + "'rates':{'received':0,'published':0},'kafka':{'state':'OPEN','connected':false,'why':'refused'},"
            + "'buffer':{'available':false,'why':'no connection','depth':7}}";
    private static final String FORCED = "{'level':'degraded','words':['The breaker is forced open.'],"
            + "'kafka':{'state':'FORCED_OPEN'},'replay':{'state':'paused'}}";

    @Test
    void shouldSayWhatIsTrue() {
        open("now");
        browser.awaitText("All is well");
        assertThat(page.figure("Waiting in the buffer")).contains("0", "nothing waits");

        bridge.state(OUTAGE);
        browser.awaitText("Not all is well, but no event is lost");
        browser.awaitText("Kafka is down since 00:01:12 UTC.");
        assertThat(page.figure("Waiting in the buffer")).contains("18,432", "the oldest for 3 min 4 s");
        assertThat(page.flow())
                .contains("Kafka is down: events go to the buffer", "18,432 wait", "to the buffer 412/s");
        assertThat(browser.find("#announcer").evaluate("element.textContent").asText())
                .contains("Kafka is down");

        bridge.state(BOTH_DOWN);
        browser.awaitText("Events are not taken");
        assertThat(page.figure("Waiting in the buffer")).contains("the buffer takes no rows");

        bridge.state(FORCED);
        browser.awaitText("The breaker is forced open.");
        assertThat(browser.find("button", "Set the breaker to automatic").isVisible())
                .isTrue();
        assertThat(browser.find("button", "Resume the replay").isVisible()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "now, light, 1280",
        "now, dark, 360",
        "refused, light, 360",
        "refused, dark, 1280",
        "refused/rejected/x, dark, 360",
        "refused/rejected/x, light, 1280",
        "routes, light, 360",
        "routes, dark, 1280",
        "actions, light, 1280"
    })
    void shouldBeForEveryone(String view, String scheme, int width) {
        bridge.state(view.equals("now") ? OUTAGE : MadeUpBridge.READ_ONLY);
        browser.viewport(width, 900);
        browser.colorScheme(scheme);
        open(view);
        browser.awaitText("Answered at");
        if (view.equals("now")) {
            browser.find("#charts .line1").awaitVisible();
        }

        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(browser.otherHosts()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void shouldSayThatTheBridgeDoesNotAnswerAndGoOnTrying() {
        open("now");
        browser.awaitText("All is well");

        bridge.gone(true);
        browser.awaitText("No answer since");
        assertThat(browser.text()).contains("of the last answer, at 10:00:00").contains("goes on trying");

        bridge.gone(false);
        browser.awaitText("All is well");
        browser.errors();
    }

    @Test
    void shouldAskNothingWhileNobodySeesIt() {
        open("now");
        browser.awaitText("All is well");
        show("hidden");
        int before = bridge.asked();
        await().during(Duration.ofMillis(2500)).atMost(Duration.ofSeconds(5)).until(() -> bridge.asked() <= before + 1);

        show("visible");
        await().atMost(Duration.ofSeconds(5)).until(() -> bridge.asked() > before + 1);
    }

    private static void show(String visibility) {
        browser.run(
                "Object.defineProperty(document, 'visibilityState', {value: arguments[0], configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange'))",
                visibility);
    }

    @Test
    void shouldShowNumbersAndKeysAsTheyWereSent() {
        open("now");

        JsonNode lines = lines("{\"a\":[12345678901234567890,{}],\"a\":{\"b/c\":[]},\"d\":\"x\\\"{\"}");
        assertThat(lines.findValuesAsText("text"))
                .containsExactly(
                        "{",
                        "  \"a\": [",
                        "    12345678901234567890,",
                        "    {}",
                        "  ],",
                        "  \"a\": {",
                        "    \"b/c\": []",
                        "  },",
                        "  \"d\": \"x\\\"{\"",
                        "}");
        assertThat(lines.findValuesAsText("pointer")).contains("/a/0", "/a/1", "/a/b~1c", "/d");
        assertThat(lines("not {json\nat all").findValuesAsText("text")).containsExactly("not {json", "at all");
    }

    private static JsonNode lines(String json) {
        return browser.run("return import('/console/json.js').then(json => json.lines(arguments[0]))", json);
    }
}
