package io.mailbridge.webhook;

import io.mailbridge.loop.NonBlocking;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Hands on the JSON of a request: for a platform that posts forms, what one field of it holds. */
final class FormOpener implements Processor, NonBlocking {
    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        byte[] json = request.source().profile().json(request.body());
        if (json != request.body()) {
            exchange.getMessage().setBody(json);
        }
    }
}
