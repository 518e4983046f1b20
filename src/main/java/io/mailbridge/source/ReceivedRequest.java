package io.mailbridge.source;

import io.mailbridge.signature.SignedRequest;
import java.util.function.UnaryOperator;

/**
 * The HTTP request behind a message, as it came.
 *
 * @param source name in the path
 * @param headers gives the request's own headers by name, or null
 * @param passed whether the door has checked the credentials and the content type already
 */
public record ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body, boolean passed)
        implements SignedRequest {
    private static final byte[] NOT_READ = {};

    /** One that nobody has checked. */
    public ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body) {
        this(source, headers, body, false);
    }

    /** The head of a request whose body has not come. */
    public static ReceivedRequest head(String source, UnaryOperator<String> headers) {
        return new ReceivedRequest(source, headers, NOT_READ, false);
    }

    public ReceivedRequest withBody(byte[] read, boolean hasPassed) {
        return new ReceivedRequest(source, headers, read, hasPassed);
    }

    @Override
    public String header(String name) {
        return headers.apply(name);
    }
}
