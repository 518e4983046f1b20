package io.mailbridge.engine;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import org.apache.camel.impl.engine.DefaultReactiveExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of an exchange one after the other on the thread that adds them, in the order of Camel's own, which keeps
 * its queues in volatile fields although each has one thread (docs/adr/0019). It keeps no statistics.
 */
public final class LeanReactiveExecutor extends DefaultReactiveExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(LeanReactiveExecutor.class);

    /** An event loop finds its own by an index; a look-up among the JDK's took 3 % of an event's time. */
    private final FastThreadLocal<Worker> workers = new FastThreadLocal<>() {
        @Override
        protected Worker initialValue() {
            return new Worker();
        }
    };

    @Override
    public void schedule(Runnable task) {
        workers.get().add(task);
    }

    @Override
    public void scheduleMain(Runnable task) {
        Worker worker = workers.get();
        worker.setAside();
        worker.add(task);
    }

    @Override
    public void scheduleSync(Runnable task) {
        Worker worker = workers.get();
        worker.setAside();
        worker.tasks.addLast(task);
        worker.run();
    }

    @Override
    public void scheduleQueue(Runnable task) {
        workers.get().tasks.addLast(task);
    }

    @Override
    public boolean executeFromQueue() {
        Runnable task = workers.get().tasks.pollFirst();
        if (task == null) {
            return false;
        }
        run(task);
        return true;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            LOG.warn("A task of a route has failed, which is ignored: {}", e.getMessage(), e);
        }
    }

    /** Used by one thread. */
    private static final class Worker {
        private ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final ArrayDeque<ArrayDeque<Runnable>> outer = new ArrayDeque<>();
        private boolean running;

        /** Runs it at once, unless the thread is in a task, which is ended first. */
        void add(Runnable task) {
            tasks.addLast(task);
            if (!running) {
                run();
            }
        }

        /** What a task adds now comes first; the others go on when all of it is done. */
        void setAside() {
            if (!tasks.isEmpty()) {
                outer.push(tasks);
                tasks = new ArrayDeque<>();
            }
        }

        void run() {
            running = true;
            try {
                for (Runnable task = next(); task != null; task = next()) {
                    LeanReactiveExecutor.run(task);
                }
            } finally {
                running = false;
            }
        }

        private Runnable next() {
            while (tasks.isEmpty() && !outer.isEmpty()) {
                tasks = outer.pop();
            }
            return tasks.pollFirst();
        }
    }
}
