package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfChromium
class BrowserIT {
    private static final String PAGE = """
            <!doctype html><html lang=en><title>A page</title><link rel=icon href='data:,'><main><h1>A page</h1>
            <style>@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }</style>
            <label>Name <input id=name></label> <button id=say>Say it</button> <button hidden>Hidden</button>
            <p id=said></p></main>
            <script>
              document.querySelector('#say').addEventListener('click', () => setTimeout(() => {
                  document.querySelector('#said').textContent = 'Hello  ' + document.querySelector('#name').value;
              }, 200));
            </script></html>
            """;

    private static HttpServer server;
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.getResponseHeaders().add("Content-Security-Policy", "script-src 'unsafe-inline'");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @BeforeEach
    void open() {
        browser.open("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Test
    void shouldTypeClickAndWait() {
        browser.find("#name").type("Ada");
        browser.find("button", "Say it").click();

        browser.awaitText("Hello Ada");
        assertThat(browser.find("#said", "Hello Ada").isVisible()).isTrue();
        assertThat(browser.find("button", "Hidden").isVisible()).isFalse();
        assertThat(browser.find("label").text()).isEqualTo("Name");
        assertThat(browser.find("#say").attribute("id")).isEqualTo("say");
    }

    @Test
    void shouldWaitForWhatIsNotThereYet() {
        browser.run("setTimeout(() => document.querySelector('#said').id = 'late', 300)");

        assertThat(browser.find("#late").attribute("id")).isEqualTo("late");
        browser.run("setTimeout(() => document.querySelector('#late').id = 'later', 300)");
        assertThat(browser.find("#later").awaitVisible().isVisible()).isTrue();
    }

    @Test
    void shouldUseTheKeyboard() {
        browser.press(Key.TAB);
        assertThat(browser.find("#name").isFocused()).isTrue();
        browser.press(Key.TAB);
        browser.press(Key.SHIFT, Key.TAB);
        assertThat(browser.find("#name").isFocused()).isTrue();
        browser.press(Key.TAB);
        browser.press(Key.ENTER);

        browser.awaitText("Hello");
    }

    @Test
    void shouldSetSizeAndColors() throws IOException {
        Path image = folder.resolve("page.png");
        browser.viewport(390, 700);
        browser.colorScheme("dark");
        browser.screenshot(image);

        var seen = ImageIO.read(image.toFile());
        assertThat(seen.getWidth()).isEqualTo(390);
        assertThat(seen.getHeight()).isEqualTo(700);
        assertThat(seen.getRGB(380, 690) & 0xFFFFFF).isZero();
    }

    @Test
    void shouldFindWhatIsNotAccessible() {
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.run("document.querySelector('#say').textContent = ''");
        assertThat(browser.accessibilityFindings())
                .singleElement()
                .asString()
                .startsWith("button-name (critical)")
                .contains("#say");
    }

    @Test
    void shouldReachNothingElseAndSayWhatWasAskedFor() {
        assertThat(browser.otherHosts()).isEmpty();
        assertThat(browser.errors()).isEmpty();

        String fails = "return fetch(arguments[0]).then(() => 'reached', () => 'failed')";
        assertThat(browser.run(fails, "https://cdn.example/library.js").asText())
                .isEqualTo("failed");
        assertThat(browser.run(fails, "http://192.0.2.1/").asText()).isEqualTo("failed");
        assertThat(browser.otherHosts()).containsExactlyInAnyOrder("cdn.example", "192.0.2.1");
        assertThat(browser.errors()).hasSize(2).allMatch(error -> error.contains("ERR_NAME_NOT_RESOLVED"));
    }
}
