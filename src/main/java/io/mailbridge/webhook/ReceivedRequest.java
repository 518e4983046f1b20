package io.mailbridge.webhook;

import io.mailbridge.signature.SignedRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** The HTTP request behind a message, as it came. */
record ReceivedRequest(UnaryOperator<String> headers, byte[] body) implements SignedRequest {
    private static final String FORM = "application/x-www-form-urlencoded";
    /** Not a client's to set: no form is ever parsed into the request's attributes. */
    private static final String KEPT_FORM = "mailbridge-form";

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

    /** Keeps a form's bytes: Camel puts no form on its message, and the signature of one is over all of it. */
    static void keepForm(HttpServerRequest request, Buffer body) {
        String type = request.getHeader("Content-Type");
        if (type != null && (type.regionMatches(true, 0, FORM, 0, FORM.length()))) {
            request.formAttributes().set(KEPT_FORM, body.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static byte[] bytes(Message message) {
        Object body = message.getBody();
        if (body instanceof Buffer buffer) {
            return buffer.getBytes();
        }
        if (body == null && message instanceof HttpMessage http) {
            String form = http.getRequest().formAttributes().get(KEPT_FORM);
            return form == null ? new byte[0] : form.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = message.getBody(byte[].class);
        return bytes == null ? new byte[0] : bytes;
    }
}
