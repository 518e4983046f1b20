package io.mailbridge.refused;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What became of the dead letters that were resubmitted, so far. */
public final class Resubmitted {
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, String> details = new TreeMap<>();
    private long letters;
    private long accepted;
    private long events;
    private long deadLetters;
    private String stoppedBy;
    private Trial trial;

    void note(Attempt attempt, long ofEvents, long ofLetters) {
        letters++;
        events += ofEvents;
        deadLetters += ofLetters;
        if (attempt.isAccepted()) {
            accepted++;
        } else {
            refused.merge(attempt.reason(), 1L, Long::sum);
            details.putIfAbsent(attempt.reason(), String.valueOf(attempt.detail()));
        }
    }

    void show(Trial last) {
        trial = last;
    }

    /** Of a preview of one dead letter, what would become of it; null of any other. */
    public Trial trial() {
        return letters == 1 ? trial : null;
    }

    void stop(String topic, Exception failure) {
        stoppedBy = "Kafka does not acknowledge records for " + topic + " ("
                + (failure == null ? "no outcome" : failure.getClass().getSimpleName()) + ")";
    }

    /** How many were tried. */
    public long letters() {
        return letters;
    }

    /** How many of them are refused no longer. */
    public long accepted() {
        return accepted;
    }

    /** Events that they became. */
    public long events() {
        return events;
    }

    /** Dead letters that parts of them became. */
    public long deadLetters() {
        return deadLetters;
    }

    /** How many stay refused, by their new reason. */
    public Map<String, Long> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** A sentence on one of those with this reason. */
    public String detail(String reason) {
        return details.get(reason);
    }

    /** Why it ended early, or null. */
    public String stoppedBy() {
        return stoppedBy;
    }

    /** True where nothing stays refused. */
    public boolean isClean() {
        return refused.isEmpty() && stoppedBy == null;
    }
}
