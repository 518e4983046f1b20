package io.mailbridge.page;

import io.mailbridge.support.Browser;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of the page in a browser, beside a bridge that is in any state that the test wants. */
abstract class MadeUpPage {
    @AutoClose
    static MadeUpBridge bridge;

    @AutoClose
    static Browser browser;

    static ConsoleView page;

    @BeforeAll
    static void start() throws IOException {
        bridge = new MadeUpBridge();
        browser = Browser.start();
        page = new ConsoleView(browser);
    }

    @BeforeEach
    void reset() {
        bridge.allWell();
        bridge.actions().clear();
        browser.viewport(1280, 900);
        browser.colorScheme("light");
    }

    static void open(String view) {
        page.open(bridge.url(view));
    }
}
