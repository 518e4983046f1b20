package io.mailbridge.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs after an edit, in a home of two routes: one calls the other. */
class LiveReloadTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CALLER = """
            - routeConfiguration:
                id: answers
                onException:
                  - onException:
                      exception: [java.lang.IllegalStateException]
                      handled: {constant: {expression: "true"}}
                      steps: [{setBody: {constant: {expression: handled}}}]
            - route:
                id: caller
                routeConfigurationId: answers
                from: {uri: direct:caller, steps: [{to: {uri: direct:called}}]}
            """;
    private static final String CALLED = """
            - route:
                id: called
                from: {uri: direct:called, steps: [{setBody: {constant: {expression: first}}}]}
            """;

    @TempDir
    Path home;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private LiveReload reload;
    private volatile List<String> mistakes = List.of();

    @BeforeEach
    void startRoutes() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(home.resolve("providers"));
        write("routes/caller.camel.yaml", CALLER);
        write("routes/called.camel.yaml", CALLED);
        context.start();
        new RouteExchange(context, home).run(HomeFiles.read(home));
        reload = new LiveReload(home, new Fake());
        reload.start();
    }

    @AfterEach
    void stopRoutes() {
        reload.stop();
        context.stop();
    }

    @Test
    void shouldRunWhatWasChangedAddedAndRemoved() throws IOException {
        assertThat(call("caller")).isEqualTo("first");

        write("routes/called.camel.yaml", CALLED.replace("first", "second"));
        write("routes/added.camel.yaml", CALLED.replace("called", "added").replace("first", "new"));
        awaitOpenings(1);
        assertThat(call("caller")).isEqualTo("second");
        assertThat(call("added")).isEqualTo("new");

        Files.delete(home.resolve("routes/added.camel.yaml"));
        awaitOpenings(2);
        assertThat(context.getRouteDefinitions())
                .extracting(route -> route.getId())
                .containsExactlyInAnyOrder("caller", "called");
    }

    @Test
    void shouldLetTheLastGoodVersionRunOnWhileTheCheckFindsMistakes() throws IOException {
        mistakes = List.of("routes/called.camel.yaml:3: no such step");
        write("routes/called.camel.yaml", "broken");
        await().atMost(LIMIT).until(() -> events.contains("checked"));
        assertThat(call("caller")).isEqualTo("first");
        assertThat(events).doesNotContain("closed");

        mistakes = List.of();
        write("routes/called.camel.yaml", CALLED.replace("first", "mended"));
        awaitOpenings(1);
        assertThat(call("caller")).isEqualTo("mended");
    }

    @Test
    void shouldPutTheLastGoodVersionBackWhereTheCheckSawNothing() throws IOException {
        write("routes/called.camel.yaml", CALLED.replace("setBody", "setBodi"));
        awaitOpenings(1);

        assertThat(call("caller")).isEqualTo("first");
        assertThat(context.getRouteConfigurationDefinitions()).hasSize(1);
    }

    @Test
    void shouldTakeProfilesWithoutTouchingRoutes() throws IOException {
        write("providers/postbox.yaml", "description: Postbox");
        await().atMost(LIMIT).until(() -> events.contains("profiles"));

        assertThat(events).containsExactly("checked", "profiles");
    }

    private String call(String route) {
        return context.createProducerTemplate().requestBody("direct:" + route, null, String.class);
    }

    private void awaitOpenings(int count) {
        await().atMost(LIMIT)
                .until(() -> events.stream().filter("opened"::equals).count() == count);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    private final class Fake implements Reloadable {
        @Override
        public List<String> mistakes() {
            events.add("checked");
            return mistakes;
        }

        @Override
        public void takeProfiles() {
            events.add("profiles");
        }

        @Override
        public void closeDoor() {
            events.add("closed");
        }

        @Override
        public void openDoor() {
            events.add("opened");
        }

        @Override
        public DefaultCamelContext context() {
            return context;
        }
    }
}
