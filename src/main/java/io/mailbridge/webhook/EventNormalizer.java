package io.mailbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.provider.Normalized;
import io.mailbridge.provider.Origin;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Turns the platform's JSON into common events, by the profile of the source. One bad event is set aside. */
final class EventNormalizer implements Processor {
    private final boolean includeRaw;

    EventNormalizer(boolean includeRaw) {
        this.includeRaw = includeRaw;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        Source source = request.source();
        Origin origin = new Origin(source.name(), request.receivedAt(), includeRaw, request.received()::header);
        Normalized normalized = source.profile().normalize(exchange.getMessage().getBody(JsonNode.class), origin);
        request.events(normalized.events());
        request.rejections().addAll(normalized.rejected());
        request.setupMessages(normalized.setupMessages());
    }
}
