package io.mailbridge.trace;

import io.mailbridge.webhook.WrappedStep;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/** Puts spans around the two steps that make events durable: the send to Kafka and the commit into the buffer. */
record TracedSteps(Around publish, Around commit) implements InterceptStrategy {

    /** Begins what a step is traced with. */
    interface Around {
        /** @return what the step calls in place of its callback when it has ended */
        AsyncCallback begin(Exchange exchange, AsyncCallback callback);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        Around around = around(definition);
        return around == null ? target : new Step(AsyncProcessorConverterHelper.convert(target), around);
    }

    private Around around(NamedNode definition) {
        if (definition instanceof ToDefinition to) {
            return to.getUri() != null && to.getUri().startsWith("kafka") ? publish : null;
        }
        return definition instanceof TransactedDefinition transacted && "groupCommit".equals(transacted.getRef())
                ? commit
                : null;
    }

    private record Step(AsyncProcessor target, Around around) implements WrappedStep {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return target.process(exchange, around.begin(exchange, callback));
        }
    }
}
