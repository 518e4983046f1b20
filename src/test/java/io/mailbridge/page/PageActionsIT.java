package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.EnabledIfChromium;
import io.mailbridge.support.Key;
import io.mailbridge.support.PageElement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The page acts only for those who may, when they have said why, and after it has said what would happen. */
@EnabledIfChromium
class PageActionsIT extends MadeUpPage {
    @Test
    void shouldBeUsedByKeyboardAlone() {
        open("now");
        browser.awaitText("All is well");
        page.tabTo("Skip to the content");
        page.tabTo("Sources and routes");
        browser.press(Key.ENTER);
        browser.awaitText("receive-webhook");
        page.tabTo("Suspend replay-events");
        int asked = bridge.asked();
        await().atMost(Duration.ofSeconds(10)).until(() -> bridge.asked() > asked + 1);
        assertThat(page.focused()).isEqualTo("Suspend replay-events");

        browser.press(Key.ENTER);
        browser.find("dialog #reason").awaitVisible().type("a look at the rows");
        browser.press(Key.ENTER);
        browser.awaitText("It was done.");
        JsonNode action = bridge.actions().get(0);
        assertThat(action.path("action").asText()).isEqualTo("suspend-route");
        assertThat(action.path("route").asText()).isEqualTo("replay-events");
        assertThat(action.path("reason").asText()).isEqualTo("a look at the rows");
        browser.press(Key.ENTER);
        browser.find("dialog").awaitGone();
        assertThat(page.focused()).isEqualTo("Suspend replay-events");
    }

    @Test
    void shouldNotActWithoutACredential() {
        bridge.state(MadeUpBridge.READ_ONLY);
        open("now");
        browser.awaitText("This page only reads. To act, set bridge.management.username");
        for (String view : new String[] {"now", "routes", "refused", "refused/rejected/x"}) {
            open(view);
            browser.awaitText("This page only reads.");
            assertThat(browser.run(
                                    "return [...document.querySelectorAll('main button')].filter(button =>"
                                            + " button.checkVisibility() && !button.disabled && !button.closest('form')).length")
                            .asInt())
                    .as(view)
                    .isZero();
        }
    }

    @Test
    void shouldCountFirstAndAskForTheCountAboveAHundred() {
        bridge.found(1234);
        open("refused?kind=parked&reason=expired,record_too_large&text=spring");
        browser.find("button", "Discard all that match").click();
        browser.awaitText("It would be 1234.");
        browser.find("#reason").type("sent again by hand");
        browser.find("dialog button", "Discard (1,234)").click();
        browser.awaitText("Type 1234 to confirm that it is for so many.");
        assertThat(bridge.actions()).hasSize(1);

        browser.find("#typed").type("1,234");
        browser.press(Key.ENTER);
        browser.awaitText("It was done.");
        JsonNode action = bridge.actions().get(1);
        assertThat(action.path("dryRun").asBoolean()).isFalse();
        assertThat(action.path("confirmed").asInt()).isEqualTo(1234);
        assertThat(action.path("filter").toString())
                .isEqualTo("{\"reason\":[\"expired\",\"record_too_large\"],\"text\":\"spring\"}");
    }

    @Test
    void shouldMarkThePlaceAndResubmitWhatWasEdited() {
        open("refused");
        browser.find("#refused a", "no_event_name").click();

        PageElement marked = browser.find(".source mark");
        assertThat(marked.text()).contains("\"evnt\": \"<b>open</b>\"");
        assertThat(browser.text()).contains("In the payload at /1/evnt, line 6", "12345678901234567890");
        assertThat(browser.text()).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.run("return document.querySelectorAll('main img, main b').length")
                        .asInt())
                .isZero();

        browser.find("button", "Edit").click();
        browser.find("#edited").awaitVisible();
        // masked addresses would be sent as they are shown
        assertThat(bridge.lastItem()).contains("showAddresses=true");
        browser.run("document.querySelector('#edited').value = '[]'");
        browser.find("button", "Try it").click();
        browser.awaitText("It would be 3.");
        assertThat(bridge.actions().get(0).path("edited").asText()).isEqualTo("[]");
    }
}
