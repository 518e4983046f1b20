package io.mailbridge.webhook;

import io.mailbridge.loop.NonBlocking;
import io.mailbridge.provider.Rejection;
import java.util.ArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes a body that is not what the platform sends one rejection: whole and as it came, but for what is never published. */
final class UnreadableBodyRejecter implements Processor, NonBlocking {
    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WebhookRequest request = WebhookRequest.of(exchange);
        byte[] body = request.source().profile().withoutSecrets(request.body());
        request.unreadable(Rejection.unreadable(cause, body));
        exchange.getMessage().setBody(new ArrayList<>());
    }
}
