package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The first visible element of a selector (and of a text), looked for again at each use until it is there: pages replace
 * their elements while a test looks at them.
 */
public final class PageElement {
    static final Duration LIMIT = Duration.ofSeconds(15);
    /** The name WebDriver gives to references. */
    private static final String REFERENCE = "element-6066-11e4-a52e-4f735466cecf";

    private static final String FIND = """
            const [css, text] = arguments;
            const plain = element => element.textContent.replace(/\\s+/g, ' ').trim();
            return [...document.querySelectorAll(css)].find(
                element => element.checkVisibility() && (text === null || plain(element) === text)) ?? null;
            """;

    private final Browser browser;
    private final String css;
    private final String text;

    /** @param text the element's whole text, or null for any */
    PageElement(Browser browser, String css, String text) {
        this.browser = browser;
        this.css = css;
        this.text = text;
    }

    public boolean isVisible() {
        return !browser.run(FIND, css, text).isNull();
    }

    public PageElement awaitVisible() {
        once(() -> found(browser.run(FIND, css, text)));
        return this;
    }

    public void awaitGone() {
        await(this + " gone").atMost(LIMIT).until(() -> !isVisible());
    }

    /** As a mouse would: fails where something else lies over it. */
    public void click() {
        onElement("/click", Map.of());
    }

    /** Adds to what is in the field. */
    public void type(String characters) {
        onElement("/value", Map.of("text", characters));
    }

    public void clear() {
        onElement("/clear", Map.of());
    }

    public String text() {
        return evaluate("element.innerText.trim()").asText();
    }

    /** The attribute's value; empty where it has none. */
    public String attribute(String name) {
        return evaluate("element.getAttribute('" + name + "')").asText("");
    }

    public boolean isFocused() {
        return evaluate("element === document.activeElement").asBoolean();
    }

    /** @param expression JavaScript about {@code element} */
    public JsonNode evaluate(String expression) {
        String script = "const element = (function() {" + FIND + "})(...arguments);"
                + "return element === null ? null : [" + expression + "];";
        return once(() -> found(browser.run(script, css, text))).path(0);
    }

    /** Null where nothing was found, so that it is looked for again. */
    private static JsonNode found(JsonNode answer) {
        return answer.isNull() ? null : answer;
    }

    private void onElement(String command, Object parameters) {
        once(() -> {
            String reference = browser.run(FIND, css, text).path(REFERENCE).asText("");
            return reference.isEmpty() ? null : browser.session().post("/element/" + reference + command, parameters);
        });
    }

    private JsonNode once(Callable<JsonNode> attempt) {
        try {
            return await(toString())
                    .atMost(LIMIT)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(BrowserSession.Refused.class)
                    .until(attempt, answer -> answer != null);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(this + " was not found or not usable. The page:\n" + browser.text(), e);
        }
    }

    @Override
    public String toString() {
        return css + (text == null ? "" : " \"" + text + "\"");
    }
}
