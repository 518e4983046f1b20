package io.mailbridge.webhook;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * First step of receive-webhook: finds the source by the path, and lets the request pass only with its credentials and
 * content type, which the door may have checked by the head. Until then nothing of the body is believed.
 */
final class WebhookAuthenticator implements Processor {
    private final Sources sources;
    private final SenderCheck check;
    private final Clock clock;

    WebhookAuthenticator(Sources sources, SenderCheck check, Clock clock) {
        this.sources = sources;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ReceivedRequest request = ReceivedRequest.of(message);
        Source source = sources.find(request.source());
        if (source == null) {
            throw new RequestRefused(404, "There is no source of this name.");
        }
        if (!request.passed()) {
            check.checkWhole(source, request);
        }
        new WebhookRequest(source, clock.instant(), request).attachTo(exchange);
        message.setBody(request.body());
        // nothing of the HTTP request may reach Kafka: camel-kafka takes topic and key from headers (CVE-2026-49098)
        message.removeHeaders("*");
    }
}
