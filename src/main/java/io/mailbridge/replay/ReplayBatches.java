package io.mailbridge.replay;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The batches of one run, as parameters of their claims: tries of topics first, then one batch; or, while it drains, one
 * for each lane and then batch behind batch as long as all goes well.
 */
final class ReplayBatches implements Iterator<Map<String, Object>> {
    private final Iterator<Claim> trials;
    private final int lanes;
    private final BooleanSupplier goesOn;
    private final Supplier<Claim> next;
    private int given;
    /** Asked for and not taken yet: time may pass between the two. */
    private boolean ready;

    /**
     * @param lanes batches side by side, 1 for a single one
     * @param goesOn whether a lane that is done claims again
     * @param next made when a lane is free: where it begins depends on what the others have claimed
     */
    ReplayBatches(List<Claim> trials, int lanes, BooleanSupplier goesOn, Supplier<Claim> next) {
        this.trials = trials.iterator();
        this.lanes = lanes;
        this.goesOn = goesOn;
        this.next = next;
    }

    @Override
    public boolean hasNext() {
        ready = ready || trials.hasNext() || given < lanes || lanes > 1 && goesOn.getAsBoolean();
        return ready;
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        if (trials.hasNext()) {
            return trials.next().parameters();
        }
        given++;
        return next.get().parameters();
    }
}
