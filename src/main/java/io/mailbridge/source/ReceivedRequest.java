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
public record ReceivedRequest(
        String source, RequestTarget target, UnaryOperator<String> headers, byte[] body, long number, boolean passed)
        implements SignedRequest {
    private static final byte[] NOT_READ = {};

    /** One that nobody has checked. */
    public ReceivedRequest(String source, RequestTarget target, UnaryOperator<String> headers, byte[] body) {
        this(source, target, headers, body, RequestId.next(), false);
    }

    /** The same, posted to a plain URL. */
    public ReceivedRequest(String source, UnaryOperator<String> headers, byte[] body) {
        this(source, RequestTarget.POST, headers, body);
    }

    /** The same, posted to this path or URL. */
    public static ReceivedRequest to(String url, String source, UnaryOperator<String> headers, byte[] body) {
        return new ReceivedRequest(source, RequestTarget.ofUrl(url, source), headers, body);
    }

    /** The head of a request whose body has not come. */
    public static ReceivedRequest head(String source, RequestTarget target, UnaryOperator<String> headers) {
        return new ReceivedRequest(source, target, headers, NOT_READ);
    }

    public ReceivedRequest withBody(byte[] read, boolean hasPassed) {
        return new ReceivedRequest(source, target, headers, read, number, hasPassed);
    }

    @Override
    public String header(String name) {
        return headers.apply(name);
    }

    @Override
    public String method() {
        return target.method();
    }

    @Override
    public String query() {
        return target.query();
    }

    @Override
    public String pathToken() {
        return target.token();
    }

    /** A record's own text would hold the body. */
    @Override
    public String toString() {
        return "request of " + source;
    }
}
