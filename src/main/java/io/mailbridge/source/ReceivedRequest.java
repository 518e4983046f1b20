package io.mailbridge.source;

import io.mailbridge.log.RequestId;
import io.mailbridge.signature.SignedRequest;
import java.util.function.UnaryOperator;

/**
 * The HTTP request behind a message, as it came.
 *
 * @param source name in the path
 * @param headers gives the request's own headers by name, or null
 * @param number names it, see {@link RequestId}
 * @param passed whether the door has checked the credentials and the content type already
 */
public record ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body, long number, boolean passed)
        implements SignedRequest {
    private static final byte[] NOT_READ = {};

    /** One that nobody has checked. */
    public ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body) {
        this(source, headers, body, RequestId.next(), false);
    }

    /** The head of a request whose body has not come. */
    public static ReceivedRequest head(String source, UnaryOperator<String> headers) {
        return new ReceivedRequest(source, headers, NOT_READ);
    }

    public ReceivedRequest withBody(byte[] read, boolean hasPassed) {
        return new ReceivedRequest(source, headers, read, number, hasPassed);
    }

    @Override
    public String header(String name) {
        return headers.apply(name);
    }
}
