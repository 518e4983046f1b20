package io.mailbridge.routes;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Replaces a component that needs a server: accepts any option, and lets the test answer and send. */
final class FakeComponent extends DefaultComponent {
    private final Map<String, Map<String, Object>> options = new HashMap<>();
    private final Processor answer;
    private Processor route;
    private DefaultConsumer consumer;

    /** @param answer what a message sent to an endpoint meets; the exchange property "to" is the endpoint's path */
    FakeComponent(Processor answer) {
        this.answer = answer;
        // Camel would wire it as if it were the component of that name
        setAutowiredEnabled(false);
    }

    /** Options of the endpoint with this path, as the route file gives them. */
    Map<String, Object> options(String path) {
        return options.get(path);
    }

    /** Sends an exchange into the route that begins at this component, as its consumer would. */
    void fire(Exchange exchange) {
        exchange.getExchangeExtension().setFromRouteId(consumer.getRouteId());
        try {
            route.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return null;
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return null;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
        options.put(path, new HashMap<>(parameters));
        parameters.clear();
        return new FakeEndpoint(uri, path);
    }

    private final class FakeEndpoint extends DefaultEndpoint {
        private final String path;

        FakeEndpoint(String uri, String path) {
            super(uri, FakeComponent.this);
            this.path = path;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    exchange.setProperty("to", path);
                    answer.process(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            route = processor;
            consumer = new DefaultConsumer(this, processor);
            return consumer;
        }

        @Override
        public boolean isSingleton() {
            return true;
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }
    }
}
