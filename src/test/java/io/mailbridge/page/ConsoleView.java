package io.mailbridge.page;

import io.mailbridge.support.Browser;
import io.mailbridge.support.Key;

/** The page as an operator reads it. */
record ConsoleView(Browser browser) {
    /** @param url of a view, which is loaded anew */
    void open(String url) {
        browser.open("about:blank");
        browser.open(url);
    }

    /** Text of the tile with that name. */
    String figure(String name) {
        return browser.run(
                        "return [...document.querySelectorAll('#figures li')].find(tile =>"
                                + " tile.innerText.startsWith(arguments[0]))?.innerText",
                        name)
                .asText();
    }

    /** The number that the tile shows; 0 where it shows none. */
    long count(String name) {
        String[] lines = figure(name).split("\n");
        String digits = lines.length < 2 ? "" : lines[1].replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** What the picture of the flow says to those who cannot see it. */
    String flow() {
        return browser.find("#flow svg").attribute("aria-label");
    }

    /** Name of what has the focus. */
    String focused() {
        return browser.run("const focused = document.activeElement;"
                        + "return focused.getAttribute('aria-label') ?? focused.textContent")
                .asText();
    }

    /** By the key Tab alone. */
    void tabTo(String name) {
        for (int i = 0; i < 60; i++) {
            browser.press(Key.TAB);
            if (focused().equals(name)) {
                return;
            }
        }
        throw new AssertionError(name + " is not reached by the key Tab");
    }
}
