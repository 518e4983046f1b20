package io.mailbridge.webhook;

import io.mailbridge.loop.NonBlocking;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.RequestTarget;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;
import io.mailbridge.source.Sources;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * First step of receive-webhook: finds the source by the path, and lets the request pass only with its credentials and
 * content type, which the door may have checked by the head. Until then nothing of the body is trusted.
 */
final class WebhookAuthenticator implements Processor, NonBlocking {
    private static final byte[] NO_BODY = {};

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
        ReceivedRequest request = received(message);
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

    /** The message may also come from a route in front of receive-webhook, and not through the door. */
    private static ReceivedRequest received(Message message) {
        if (message.getBody() instanceof ReceivedRequest request) {
            return request;
        }
        // not the header "source": headers and query parameters of the client are mixed into that one
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        byte[] bytes = message.getBody(byte[].class);
        return new ReceivedRequest(
                path.substring(path.lastIndexOf('/') + 1),
                new RequestTarget("POST", query(message), null),
                headers(message),
                bytes == null ? NO_BODY : bytes);
    }

    private static String query(Message message) {
        return message instanceof HttpMessage http
                ? http.getRequest().query()
                : message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
    }

    /** The request's own headers: among the message's, query parameters could pass for them. */
    private static UnaryOperator<String> headers(Message message) {
        if (message instanceof HttpMessage http) {
            return http.getRequest()::getHeader;
        }
        return name -> message.getHeader(name, String.class);
    }
}
