package io.mailbridge.webhook;

import io.mailbridge.loop.NonBlocking;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step that adapt-events ships with: an engineer's own takes its place. */
final class AsTheyAre implements Processor, NonBlocking {
    @Override
    public void process(Exchange exchange) {
        // the events go on as they are
    }
}
