package io.mailbridge.engine;

import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.processor.DefaultInternalProcessorFactory;

/** Has Camel put {@link LeanChannel}s between the steps of all routes. */
public final class LeanChannels extends DefaultInternalProcessorFactory {
    @Override
    public Channel createChannel(CamelContext context) {
        return new LeanChannel(context);
    }
}
