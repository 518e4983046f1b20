package io.mailbridge.control;

import io.mailbridge.refused.Trial;
import java.time.Instant;

/** An action of an operator, as far as it has come. */
public final class Step {
    private final long id;
    private final String name;
    private final Order order;
    private final boolean isLong;
    private final Instant started;
    private volatile Instant ended;
    private volatile boolean failed;
    private volatile long count;
    private volatile long total;
    private volatile String message = "";
    private volatile Trial trial;

    Step(long id, String name, Order order, boolean isLong, Instant started) {
        this.id = id;
        this.name = name;
        this.order = order;
        this.isLong = isLong;
        this.started = started;
    }

    /** True of those that run alone. */
    boolean isLong() {
        return isLong;
    }

    /** @param all how many there are to do */
    void begin(long all) {
        total = all;
    }

    /** @param done so far */
    void advance(long done) {
        count = done;
    }

    void show(Trial made) {
        trial = made;
    }

    /** What would become of one dead letter; null of any other action, and until it is known. */
    public Trial trial() {
        return trial;
    }

    void end(String sentence, boolean isFailure, Instant at) {
        message = sentence;
        failed = isFailure;
        ended = at;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Order order() {
        return order;
    }

    public Instant started() {
        return started;
    }

    /** Null while it runs. */
    public Instant ended() {
        return ended;
    }

    public boolean hasFailed() {
        return failed;
    }

    /** Rows or letters done so far; of a dry run, those that it is for. */
    public long count() {
        return count;
    }

    public long total() {
        return total;
    }

    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return name + ", " + count + " of " + total + ", " + (ended == null ? "going on" : message);
    }
}
