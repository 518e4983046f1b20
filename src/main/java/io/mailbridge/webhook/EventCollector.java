package io.mailbridge.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Aggregation strategy for a split over the events: the list of what comes out of the steps, in its order. A body that is
 * null is left out; one that is a list puts all its elements in the event's place. A failure of one fails all, so that the
 * sender sends them again.
 */
final class EventCollector implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange collected, Exchange next) {
        return aggregate(collected, next, next);
    }

    @Override
    public Exchange aggregate(Exchange collected, Exchange next, Exchange whole) {
        refuseAnswer(next);
        Object body = next.getMessage().getBody();
        List<Object> events = collected == null ? new ArrayList<>() : list(collected);
        if (body instanceof List<?> several) {
            events.addAll(several);
        } else if (body != null) {
            events.add(body);
        }
        if (collected == null) {
            // what a step set for its one event must not be put on every record
            next.getMessage().setHeaders(new HashMap<>(whole.getMessage().getHeaders()));
            next.getMessage().setBody(events);
            return next;
        }
        if (collected.getException() == null) {
            collected.setException(next.getException());
        }
        return collected;
    }

    private static void refuseAnswer(Exchange next) {
        try {
            EndpointAnswers.refuse(next);
        } catch (RouteMistake mistake) {
            next.setException(next.getException() == null ? mistake : next.getException());
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Exchange collected) {
        return (List<Object>) collected.getMessage().getBody();
    }
}
