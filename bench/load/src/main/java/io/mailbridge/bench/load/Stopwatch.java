package io.mailbridge.bench.load;

import io.hyperfoil.api.session.Action;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.function.SerializableFunction;
import io.hyperfoil.http.api.HttpRequest;
import io.hyperfoil.http.api.StatusHandler;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Times each request from the moment it was due. Hyperfoil's own clock starts when a connection is free, so it leaves out
 * the time a request waits for one in a stall. Not synchronized: the load tool has one thread.
 */
final class Stopwatch implements SerializableFunction<Session, String>, StatusHandler, Action {
    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;
    private static final int OK = 200;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String[] paths;
    private long[] due = new long[1024];
    private int[] statuses = new int[1024];
    private final Map<Integer, Histogram> accepted = new TreeMap<>();
    private final Map<Integer, Histogram> all = new TreeMap<>();
    private int next;
    private long start;

    Stopwatch(String[] paths) {
        this.paths = paths;
    }

    /** Called before a connection is asked for; returns the sources' paths in turn. */
    @Override
    public String apply(Session session) {
        long now = System.nanoTime();
        if (start == 0) {
            start = now;
        }
        int id = session.uniqueId();
        if (id >= due.length) {
            due = Arrays.copyOf(due, 2 * id);
            statuses = Arrays.copyOf(statuses, 2 * id);
        }
        due[id] = now;
        next = (next + 1) % paths.length;
        return paths[next];
    }

    @Override
    public void handleStatus(HttpRequest request, int status) {
        statuses[request.session.uniqueId()] = status;
    }

    /** Called when the answer is complete. */
    @Override
    public void run(Session session) {
        int id = session.uniqueId();
        long since = due[id];
        int second = (int) ((since - start) / NANOS_PER_SECOND);
        long micros = Math.min(LONGEST_MICROS, (System.nanoTime() - since) / 1_000);
        all.computeIfAbsent(second, key -> empty()).recordValue(micros);
        if (statuses[id] == OK) {
            accepted.computeIfAbsent(second, key -> empty()).recordValue(micros);
        }
    }

    static Histogram empty() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /** Microseconds until a 200, by the second a request was due in. */
    Map<Integer, Histogram> accepted() {
        return accepted;
    }

    /** Microseconds until any answer, by the second a request was due in. */
    Map<Integer, Histogram> all() {
        return all;
    }
}
