package io.mailbridge.webhook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import io.mailbridge.provider.Rejection;
import io.mailbridge.provider.UnreadableBody;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes a body that is not what the platform sends one rejection, whole and as it came. */
final class UnreadableBodyRejecter implements Processor {
    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WebhookRequest request = WebhookRequest.of(exchange);
        request.unreadable(
                cause instanceof UnreadableBody
                        ? new Rejection("unexpected_body", cause.getMessage(), request.body())
                        : new Rejection(
                                "not_json", "The body is not valid JSON" + position(cause) + ".", request.body()));
    }

    /** Where, but not what: Jackson's message quotes the body. */
    private static String position(Exception cause) {
        JsonLocation location = cause instanceof JacksonException json ? json.getLocation() : null;
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
