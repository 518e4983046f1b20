package io.mailbridge.webhook;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First step of receive-webhook: finds the source by the path, and lets the request pass only with its credentials and
 * content type. Until then nothing of the body is looked at.
 */
final class WebhookAuthenticator implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookAuthenticator.class);

    private final Sources sources;
    private final Clock clock;

    WebhookAuthenticator(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        UnaryOperator<String> header = headers(message);
        // not the header "source": headers and query parameters of the client are mixed into that one
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        Source source = sources.find(path.substring(path.lastIndexOf('/') + 1));
        if (source == null) {
            throw new RequestRefused(404, "There is no source of this name.");
        }
        if (!source.credentials().accept(header)) {
            LOG.debug("Credentials of source {} refused", source.name());
            throw new RequestRefused(
                    401,
                    "The credentials of this source are missing or wrong.",
                    source.credentials().challenge());
        }
        refuseOtherContentType(source, header.apply("Content-Type"));
        byte[] body = bytes(message);
        new WebhookRequest(source, clock.instant(), body).attachTo(exchange);
        message.setBody(body);
    }

    private static void refuseOtherContentType(Source source, String contentType) {
        String media =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!source.profile().contentTypes().contains(media)) {
            throw new RequestRefused(
                    415,
                    "The content type must be "
                            + String.join(" or ", source.profile().contentTypes()) + ".");
        }
    }

    /** The request's own headers: among the message's, query parameters could pass for them. */
    private static UnaryOperator<String> headers(Message message) {
        if (message instanceof HttpMessage http) {
            return http.getRequest()::getHeader;
        }
        return name -> message.getHeader(name, String.class);
    }

    private static byte[] bytes(Message message) {
        byte[] bytes = message.getBody() instanceof Buffer buffer ? buffer.getBytes() : message.getBody(byte[].class);
        return bytes == null ? new byte[0] : bytes;
    }
}
