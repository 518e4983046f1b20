package io.mailbridge.control;

import io.mailbridge.refused.RefusedDatabase;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the actions of operators and remembers the last 20. Of those that wait for servers there is one at a time: a second
 * one would only be in its way. The switches of an outage do not wait for it.
 */
public final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final int REMEMBERED = 20;
    private static final int MOST_AT_A_TIME = 4;

    private final Clock clock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("operator", true));
    private long lastId;

    public Steps(Clock clock) {
        this.clock = clock;
    }

    /** An action's own part. */
    public interface Work {
        /** @return what was done, in a sentence */
        String on(Step step) throws Exception;
    }

    /**
     * Returns when it is done, or after the wait, while it goes on.
     *
     * @throws NotDone where it was not taken or has failed
     */
    Step takeAlone(String name, Order order, long waitMillis, Work work) throws NotDone {
        return take(begin(name, order, true), waitMillis, work);
    }

    /** The same, whatever else runs. */
    public Step take(String name, Order order, long waitMillis, Work work) throws NotDone {
        return take(begin(name, order, false), waitMillis, work);
    }

    private Step take(Step step, long waitMillis, Work work) throws NotDone {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            threads.execute(() -> run(step, work, done));
        } catch (RejectedExecutionException e) {
            step.end("It was not begun.", true, clock.instant());
            throw new NotDone(503, "Too many actions are being taken. Try it again.");
        }
        try {
            done.get(waitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it goes on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw (NotDone) e.getCause();
        }
        return step;
    }

    private synchronized Step begin(String name, Order order, boolean isLong) throws NotDone {
        for (Step other : steps) {
            if (isLong && other.isLong() && other.ended() == null) {
                throw new NotDone(409, "Another action runs: " + other.name() + ". Wait until it has ended.");
            }
        }
        Step step = new Step(++lastId, name, order, isLong, clock.instant());
        steps.push(step);
        if (steps.size() > REMEMBERED && steps.peekLast().ended() != null) {
            steps.removeLast();
        }
        return step;
    }

    private void run(Step step, Work work, CompletableFuture<Void> done) {
        NotDone failure = null;
        try {
            step.end(work.on(step), false, clock.instant());
        } catch (Throwable e) {
            // whatever it is, the action has ended
            failure = e instanceof NotDone expected ? expected : new NotDone(status(e), sentence(e) + rest(step));
            if (failure.status() == 500) {
                LOG.warn("The action {} failed", step.name(), e);
            }
            step.end(failure.getMessage(), true, clock.instant());
        }
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    private static String rest(Step step) {
        return step.count() == 0 ? "" : " What was done until then is done; try the rest again.";
    }

    private static int status(Throwable failure) {
        return failure instanceof SQLException || failure instanceof KafkaException ? 503 : 500;
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof SQLException database) {
            return RefusedDatabase.sentence(database) + ".";
        }
        return failure instanceof KafkaException
                ? "No broker answers (" + failure.getClass().getSimpleName() + "). Try it again when Kafka is back."
                : "It failed (" + failure.getClass().getSimpleName() + "); the log says more.";
    }

    /** Null where it is none of the last ones. */
    public Step find(long id) {
        return latest().stream().filter(step -> step.id() == id).findFirst().orElse(null);
    }

    /** The latest first. */
    public synchronized List<Step> latest() {
        return new ArrayList<>(steps);
    }
}
