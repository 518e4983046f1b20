package io.mailbridge.faults;

import io.mailbridge.support.HomeCopy;
import java.nio.file.Path;

/** An installation whose engineer added a step that never forgets what it has seen: its bridge runs out of memory. */
final class LeakyHome implements AutoCloseable {
    /** With {@link #HEAP}, after some seconds of half the load of the platforms. */
    private static final String STEP = """
            import java.util.Queue;
            import java.util.concurrent.ConcurrentLinkedQueue;
            import org.apache.camel.builder.RouteBuilder;

            public class RememberEvents extends RouteBuilder {
                private static final Queue<byte[]> KEPT = new ConcurrentLinkedQueue<>();

                @Override
                public void configure() {
                    from("direct:remember-events").routeId("remember-events").process(exchange -> {
                        for (int i = 0; i < 30; i++) {
                            KEPT.add(new byte[10_000]);
                        }
                    });
                }
            }
            """;

    static final String HEAP = "192m";

    private final HomeCopy home = HomeCopy.create();

    LeakyHome() {
        home.write("routes/RememberEvents.java", STEP);
        home.change(
                "routes/adapt-events.camel.yaml",
                "ref: asTheyAre",
                "ref: asTheyAre\n        - to: {id: keep-events, uri: \"direct:remember-events\"}");
    }

    Path path() {
        return home.path();
    }

    @Override
    public void close() {
        home.close();
    }
}
