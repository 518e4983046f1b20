package io.mailbridge.webhook;

import io.mailbridge.signature.SignedRequest;
import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** The HTTP request behind a message, as it came. */
record ReceivedRequest(UnaryOperator<String> headers, byte[] body) implements SignedRequest {

    static ReceivedRequest of(Message message) {
        return new ReceivedRequest(headers(message), bytes(message));
    }

    @Override
    public String header(String name) {
        return headers.apply(name);
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
