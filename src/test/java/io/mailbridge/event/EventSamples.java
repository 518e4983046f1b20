package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to write. */
final class EventSamples {
    private EventSamples() {}

    static EmailEvent bounce() {
        return event("Nobody@Example.org", "m-1", Map.of("order_id", JsonNodeFactory.instance.textNode("1001")), null);
    }

    static EmailEvent event(String recipient, String messageId, Map<String, JsonNode> metadata, JsonNode raw) {
        return new EmailEvent(
                "sendgrid:e-1",
                EventType.BOUNCED,
                "sendgrid",
                "bounce",
                "sendgrid-eu",
                Instant.parse("2026-01-06T09:02:20Z"),
                false,
                Instant.parse("2026-01-06T09:02:24.118Z"),
                messageId,
                "<9fQ@geopod>",
                recipient,
                false,
                null,
                null,
                List.of("receipts"),
                metadata,
                new Bounce(BounceType.HARD, 550, "5.1.1", "550 5.1.1 no", "Invalid Address"),
                new Reason(ReasonCode.INVALID_ADDRESS, "550 5.1.1 no"),
                null,
                null,
                raw);
    }

    static EmailEvent click() {
        Geo geo = new Geo("DE", "BE", "Berlin");
        return new EmailEvent(
                "generic:e-2",
                EventType.CLICKED,
                "generic",
                "clicked",
                "shop",
                Instant.EPOCH,
                true,
                Instant.EPOCH,
                null,
                null,
                null,
                true,
                "Your order",
                new Campaign("c", "n", "t"),
                List.of(),
                Map.of(),
                null,
                null,
                new Engagement("https://example.com/", "192.0.2.1", "UA", geo, true, false),
                new Subscription("17", "news", "link"),
                null);
    }
}
