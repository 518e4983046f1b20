package io.mailbridge.buffer;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.StatefulService;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Skips a run of a timer route that would find nothing. At rest such runs are most of the bridge's work: an exchange
 * that a filter drops costs half a millisecond of CPU, a transaction that claims nothing almost two. To look whether there
 * is something costs half a millisecond as well, so the timer sleeps until the monitor has seen a change.
 */
public final class IdlePollStrategy extends DefaultPollingConsumerPollStrategy {
    private final BooleanSupplier nothingToDo;
    private final RestEnd end;
    private final LongSupplier longestNanos;

    /** Looks each time, and never sleeps. */
    public IdlePollStrategy(BooleanSupplier nothingToDo) {
        this(nothingToDo, new RestEnd(), () -> 0);
    }

    /**
     * @param nothingToDo ends by a change that the end tells, or by time
     * @param longestNanos from when on time may have ended it
     */
    IdlePollStrategy(BooleanSupplier nothingToDo, RestEnd end, LongSupplier longestNanos) {
        this.nothingToDo = nothingToDo;
        this.end = end;
        this.longestNanos = longestNanos;
    }

    /** After a change, the run is left to the timer's next period: what changes often would else make it run as often. */
    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        long seen = end.changes();
        if (!nothingToDo.getAsBoolean()) {
            return true;
        }
        return !end.await(seen, longestNanos.getAsLong()) && isStarted(consumer) && !nothingToDo.getAsBoolean();
    }

    /** It may have been suspended meanwhile. */
    private static boolean isStarted(Consumer consumer) {
        return consumer instanceof StatefulService service && service.isStarted();
    }
}
