package io.mailbridge.http;

import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.Source;

/** Whether requests are let in now, and the consumer of receive-webhook that takes them. Written and read by any thread. */
final class Opening {
    static final String STARTING = "The bridge is starting. Please send it again.";

    private volatile boolean open;
    private volatile Entry entry;

    /** The consumer of receive-webhook, as the door knows it. */
    interface Entry {
        boolean isSuspended();

        /** Takes a request whose body is complete; called on the event loop. */
        void receive(RequestReader sender, ReceivedRequest request);
    }

    /** Lets requests in; before the routes have started, and while they are exchanged, senders are asked to retry. */
    void open(boolean in) {
        open = in;
    }

    boolean isOpen() {
        return open;
    }

    /** The requests go to this consumer from now on. */
    void connect(Entry started) {
        entry = started;
    }

    /** Senders are asked to retry until another consumer is there. */
    void disconnect(Entry stopped) {
        if (entry == stopped) {
            entry = null;
        }
    }

    /** Null between two consumers. */
    Entry entry() {
        return entry;
    }

    /** What senders of this source are answered now, or null where they are let in. */
    Problem refusal(Source source) {
        Entry route = entry;
        if (!open) {
            return new Problem(source.profile().answers().overload(), STARTING);
        }
        return route == null || route.isSuspended()
                ? new Problem(source.profile().answers().overload(), "The webhooks are stopped. Please send it again.")
                : null;
    }
}
