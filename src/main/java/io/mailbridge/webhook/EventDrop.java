package io.mailbridge.webhook;

import io.mailbridge.loop.NonBlocking;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Message Filter for a split over the events: takes the event out of what {@link EventCollector} collects. */
final class EventDrop implements Processor, NonBlocking {
    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?>) {
            throw new RouteMistake("dropEvent takes out one event, within a split over the list of them");
        }
        exchange.getMessage().setBody(null);
        // an endpoint that was asked before may have answered null, too
        EndpointAnswers.forget(exchange);
    }
}
