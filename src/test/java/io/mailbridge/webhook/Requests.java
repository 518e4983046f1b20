package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventType;
import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Exchanges as the steps of receive-webhook get them, without a route. */
final class Requests {
    static final Instant RECEIVED_AT = Instant.parse("2026-01-06T10:00:00Z");
    static final Source SHOP = new Source("shop", Profiles.load(null).find("generic"), new Credentials.None());

    private Requests() {}

    static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    /** An exchange after the authenticator. */
    static Exchange of(Source source, String body) {
        Exchange exchange = exchange();
        new WebhookRequest(source, RECEIVED_AT, new ReceivedRequest(source.name(), name -> null, body.getBytes()))
                .attachTo(exchange);
        return exchange;
    }

    static EmailEvent event(String id, String recipient) {
        return new EmailEvent(
                id,
                EventType.OPENED,
                "generic",
                "open",
                "shop",
                Instant.parse("2026-01-06T09:02:20Z"),
                false,
                RECEIVED_AT,
                "message-1",
                null,
                recipient,
                false,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                null,
                null,
                null,
                null);
    }

    static int status(Exchange answered) {
        return answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }
}
