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
 * @param passed whether the door has checked the credentials and the content type already
 */
record ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body, boolean passed)
        implements SignedRequest {
    private static final byte[] NOT_READ = {};

    /** One that nobody has checked. */
    ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body) {
        this(source, headers, body, false);
    }

    /** The head of a request whose body has not come. */
    static ReceivedRequest head(String source, UnaryOperator<String> headers) {
        return new ReceivedRequest(source, headers, NOT_READ, false);
    }

    ReceivedRequest withBody(byte[] read, boolean hasPassed) {
        return new ReceivedRequest(source, headers, read, hasPassed);
    }

    /** Of a message that did not come through the door, as from a route in front of receive-webhook. */
    static ReceivedRequest of(Message message) {
        if (message.getBody() instanceof ReceivedRequest request) {
            return request;
        }
        // not the header "source": headers and query parameters of the client are mixed into that one
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        byte[] bytes = message.getBody(byte[].class);
        return new ReceivedRequest(
                path.substring(path.lastIndexOf('/') + 1), headers(message), bytes == null ? NOT_READ : bytes);
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
