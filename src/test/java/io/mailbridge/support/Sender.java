package io.mailbridge.support;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * How a load behaves as a sender.
 *
 * @param bodies makes a request's body of the ids of its events
 * @param patience time after which it gives an attempt up
 * @param retries whether it sends a request again until it is answered 200, as platforms do
 * @param tls null where all it sends to is plain HTTP
 */
public record Sender(Function<List<String>, String> bodies, Duration patience, boolean retries, SSLContext tls) {
    /** Sends each request once, and waits longer than the bridge may take. */
    static final Sender ONCE = new Sender(SendGridEvents::batch, Duration.ofSeconds(10), false, null);

    /** As the strictest platforms do: it gives up after 3 s, and retries. */
    public static Sender platform(Function<List<String>, String> bodies) {
        return platform(bodies, null);
    }

    public static Sender platform(Function<List<String>, String> bodies, SSLContext tls) {
        return new Sender(bodies, Duration.ofSeconds(3), true, tls);
    }
}
