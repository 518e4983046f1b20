import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventType;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/**
 * The same as drop-machine-opens.camel.yaml in the Java DSL: drops opens that a machine made. Copy this file into routes/,
 * call direct:drop-machine-opens in adapt-events and start the bridge again; it is compiled at the start, so the bridge
 * must run on a JDK.
 */
public class DropMachineOpens extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:drop-machine-opens")
                .routeId("drop-machine-opens")
                .routeConfigurationId("hand-failures-back")
                .process(exchange -> {
                    // the list may be changed, the events in it are as they are
                    List<?> events = exchange.getMessage().getBody(List.class);
                    events.removeIf(event -> isMachineOpen((EmailEvent) event));
                });
    }

    private static boolean isMachineOpen(EmailEvent event) {
        return event.type() == EventType.OPENED
                && event.engagement() != null
                && Boolean.TRUE.equals(event.engagement().machine());
    }
}
