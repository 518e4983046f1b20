package io.mailbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Normalized;
import io.mailbridge.provider.Origin;
import io.mailbridge.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Turns the platform's JSON into common events, by the profile of the source. One bad event is set aside. The body is the
 * list of events from here on.
 */
final class EventNormalizer implements Processor, NonBlocking {
    private final boolean includeRaw;
    private final RecipientPrivacy privacy;

    EventNormalizer(boolean includeRaw, RecipientPrivacy privacy) {
        this.includeRaw = includeRaw;
        this.privacy = privacy;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        Source source = request.source();
        Origin origin = new Origin(
                source.name(),
                request.receivedAt(),
                includeRaw,
                request.received()::header,
                source.validationKey(),
                request.memory());
        JsonNode body = exchange.getMessage().getBody(JsonNode.class);
        Normalized normalized = source.profile().normalize(body, origin);
        List<EmailEvent> events = privacy == RecipientPrivacy.PLAIN
                ? normalized.events()
                : normalized.events().stream().map(privacy.ofEvent()).toList();
        request.events(events);
        request.rejections().addAll(normalized.rejected());
        request.setupMessages(normalized.setupMessages());
        request.reply(source.profile().reply(normalized, body, origin));
        exchange.getMessage().setBody(new ArrayList<>(events));
    }
}
