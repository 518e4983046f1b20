package io.mailbridge.bench.load;

/**
 * What a load consists of, whichever program it is for.
 *
 * @param events in each request
 * @param rate requests a second, sent whether or not earlier ones are answered; 0: each connection sends its next request
 *     as soon as it has an answer
 * @param connections open from the start; fewer than the rate: no more are opened, and requests wait for one
 */
public record LoadShape(int events, int rate, int connections, int seconds) {
    /** As fast as this many connections can. */
    public static LoadShape closed(int events, int connections, int seconds) {
        return new LoadShape(events, 0, connections, seconds);
    }

    /** A constant rate; up to a thousand connections from the start, so that a stall opens few. */
    public static LoadShape open(int rate, int seconds) {
        return new LoadShape(1, rate, rate, seconds);
    }

    /** The same with requests of several events. */
    public static LoadShape open(int events, int rate, int seconds) {
        return new LoadShape(events, rate, rate, seconds);
    }

    /** A constant rate that may be more than is answered in time, over connections that stay. */
    public static LoadShape excessive(int events, int rate, int connections, int seconds) {
        return new LoadShape(events, rate, connections, seconds);
    }

    public LoadShape lasting(int otherSeconds) {
        return new LoadShape(events, rate, connections, otherSeconds);
    }
}
