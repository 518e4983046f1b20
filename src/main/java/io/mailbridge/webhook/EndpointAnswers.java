package io.mailbridge.webhook;

import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.util.StringHelper;

/**
 * Notes where an endpoint's answer took the place of the events: a query without outputHeader leaves its rows in the
 * body, and no rows would look as if the route had dropped all events.
 */
public final class EndpointAnswers implements InterceptStrategy {
    private static final Set<String> STEPS_BY_URI = Set.of("direct", "bean", "class", "language", "kafka");
    private static final String PROPERTY = "mailbridge.endpointAnswer";

    private record Answer(Object body, NamedNode step) {}

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return asks(definition) ? new Step(definition, AsyncProcessorConverterHelper.convert(target)) : target;
    }

    /** A route, a bean or a script may change the body, that is its purpose; and Kafka answers nothing. */
    private static boolean asks(NamedNode definition) {
        if (definition instanceof ToDefinition to) {
            return isOfAnotherSystem(to.getUri());
        }
        if (definition instanceof ToDynamicDefinition to) {
            return isOfAnotherSystem(to.getUri());
        }
        // a strategy decides itself what the body becomes
        if (definition instanceof EnrichDefinition enrich) {
            return enrich.getAggregationStrategy() == null
                    && isOfAnotherSystem(enrich.getExpression().getExpression());
        }
        return definition instanceof PollEnrichDefinition poll && poll.getAggregationStrategy() == null
                || definition instanceof PollDefinition;
    }

    private static boolean isOfAnotherSystem(String uri) {
        return uri == null || !STEPS_BY_URI.contains(StringHelper.before(uri, ":", uri));
    }

    /** @throws RouteMistake where the body still is what an endpoint answered */
    static void refuse(Exchange exchange) {
        if (exchange.getProperty(PROPERTY) instanceof Answer answer
                && answer.body() == exchange.getMessage().getBody()) {
            throw new RouteMistake("the answer of the endpoint at step " + FailedStep.place(answer.step())
                    + " has taken the place of the events; keep it elsewhere (variableReceive, outputHeader) or put them"
                    + " back");
        }
    }

    /** What is in the body now was put there for what it is. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    private record Step(NamedNode definition, AsyncProcessor target) implements WrappedStep {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (WebhookRequest.of(exchange) == null) {
                return target.process(exchange, callback);
            }
            // also where a step has put a question of its own in the place of the events
            Object before = exchange.getMessage().getBody();
            return target.process(exchange, sync -> {
                Object after = exchange.getMessage().getBody();
                if (after != before) {
                    exchange.setProperty(PROPERTY, new Answer(after, definition));
                }
                callback.done(sync);
            });
        }
    }
}
