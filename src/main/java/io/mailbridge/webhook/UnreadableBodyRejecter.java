package io.mailbridge.webhook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Rejection;
import io.mailbridge.provider.UnreadableBody;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes a body that is not what the platform sends one rejection, whole and as it came. */
final class UnreadableBodyRejecter implements Processor {
    private static final String LIMITS = JsonCodec.MAX_TOKENS + " names, values and brackets, " + JsonCodec.MAX_DEPTH
            + " levels, and numbers of " + JsonCodec.MAX_DIGITS + " digits with exponents below a billion at most";

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WebhookRequest request = WebhookRequest.of(exchange);
        request.unreadable(rejection(cause, request.body()));
    }

    private static Rejection rejection(Exception cause, byte[] body) {
        if (cause instanceof UnreadableBody) {
            return new Rejection("unexpected_body", cause.getMessage(), body);
        }
        return cause instanceof StreamConstraintsException
                ? new Rejection("too_complex", "The body's JSON may have " + LIMITS + ".", body)
                : new Rejection("not_json", "The body is not valid JSON" + position(cause) + ".", body);
    }

    /** Where, but not what: Jackson's message quotes the body. */
    private static String position(Exception cause) {
        JsonLocation location = cause instanceof JacksonException json ? json.getLocation() : null;
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
