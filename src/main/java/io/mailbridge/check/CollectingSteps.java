package io.mailbridge.check;

import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.processor.FilterProcessor;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Makes each step as the start does, and goes on with an empty one where a step cannot be made. */
final class CollectingSteps implements ProcessorFactory {
    private final ProcessorFactory steps;
    private final BiConsumer<NamedNode, Exception> failed;

    /**
     * @param steps makes those of the start
     * @param failed called for each that cannot be made
     */
    CollectingSteps(ProcessorFactory steps, BiConsumer<NamedNode, Exception> failed) {
        this.steps = steps;
        this.failed = failed;
    }

    @Override
    public Processor createProcessor(Route route, NamedNode definition) {
        try {
            Processor made = steps.createProcessor(route, definition);
            if (made == null && definition instanceof ProcessorDefinition<?> step) {
                made = ProcessorReifier.reifier(route, step).createProcessor();
            }
            if (made instanceof EndpointAware sending && sending.getEndpoint() instanceof KafkaEndpoint kafka) {
                refuseInvalid(kafka.getConfiguration());
            }
            return made;
        } catch (Exception e) {
            failed.accept(definition, e);
            // its own steps may not have been checked
            ((ProcessorDefinition<?>) definition).getOutputs().forEach(child -> createProcessor(route, child));
            Processor empty = exchange -> {};
            // a choice asks its branches whether they match
            return definition instanceof WhenDefinition
                    ? new FilterProcessor(route.getCamelContext(), exchange -> false, empty)
                    : empty;
        }
    }

    /** Kafka's client checks its options only when it is made. */
    private static void refuseInvalid(KafkaConfiguration kafka) {
        new ProducerConfig(kafka.createProducerProperties());
    }

    @Override
    public Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory) throws Exception {
        return steps.createChildProcessor(route, definition, mandatory);
    }

    @Override
    public Processor createProcessor(CamelContext context, String name, Object[] arguments) throws Exception {
        return steps.createProcessor(context, name, arguments);
    }
}
