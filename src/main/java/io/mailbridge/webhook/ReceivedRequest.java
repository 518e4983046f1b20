package io.mailbridge.webhook;

import io.mailbridge.signature.SignedRequest;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The HTTP request behind a message, as it came.
 *
 * @param source name in the path
 * @param headers gives the request's own headers by name, or null
 */
record ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body) implements SignedRequest {
    /** Of a message that did not come through the door, as from a route in front of receive-webhook. */
    static ReceivedRequest of(Message message) {
        if (message.getBody() instanceof ReceivedRequest request) {
            return request;
        }
        // not the header "source": headers and query parameters of the client are mixed into that one
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        byte[] bytes = message.getBody(byte[].class);
        return new ReceivedRequest(
                path.substring(path.lastIndexOf('/') + 1), headers(message), bytes == null ? new byte[0] : bytes);
    }

    /** The request's own headers: among the message's, query parameters could pass for them. */
    private static UnaryOperator<String> headers(Message message) {
        if (message instanceof HttpMessage http) {
            return http.getRequest()::getHeader;
        }
        return name -> message.getHeader(name, String.class);
    }

    @Override
    public String header(String name) {
        return headers.apply(name);
    }
}
