package io.mailbridge.preview;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.util.URISupport;

/**
 * Keeps a preview from calling other systems, however a route would do it: each endpoint that leads out of the process
 * is replaced by one that notes the call and leaves the message as it is.
 */
final class ForeignEndpoints implements EndpointStrategy {
    /** Camel's own, which stay within the process; any other is taken for one that leads out. */
    private static final Set<String> WITHIN =
            Set.of("direct", "seda", "bean", "class", "log", "language", "dataformat");

    private final Predicate<Endpoint> ours;
    private final List<Skipped> skipped = new CopyOnWriteArrayList<>();

    /** @param ours true for endpoints that have a stand-in */
    ForeignEndpoints(Predicate<Endpoint> ours) {
        this.ours = ours;
    }

    static boolean isWithin(String uri) {
        int colon = uri.indexOf(':');
        return WITHIN.contains(colon < 0 ? uri : uri.substring(0, colon));
    }

    List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return isWithin(endpoint.getEndpointUri()) || ours.test(endpoint) ? endpoint : new Silent(endpoint);
    }

    private final class Silent extends DefaultEndpoint {
        Silent(Endpoint replaced) {
            super(replaced.getEndpointUri(), ((DefaultEndpoint) replaced).getComponent());
            setCamelContext(replaced.getCamelContext());
        }

        @Override
        protected void doInit() {
            // its component would configure it like its own
        }

        private void note(Exchange exchange) {
            skipped.add(new Skipped(
                    exchange == null ? null : Step.at(exchange),
                    URISupport.sanitizeUri(getEndpointUri()).replaceFirst("\\?.*", "")));
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    note(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("A preview takes nothing from other systems");
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            return new PollingConsumerSupport(this) {
                @Override
                public Exchange receive() {
                    note(null);
                    return null;
                }

                @Override
                public Exchange receiveNoWait() {
                    return receive();
                }

                @Override
                public Exchange receive(long timeout) {
                    return receive();
                }
            };
        }
    }
}
