package io.mailbridge.buffer;

import io.mailbridge.log.OnceAMinute;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and updates the tables in the background, as soon as PostgreSQL can be reached; replicas may do so at once.
 */
public final class BufferMigration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BufferMigration.class);
    private static final long RETRY_MS = 1000;

    private final DataSource dataSource;
    private final OnceAMinute warning = new OnceAMinute(System::nanoTime);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean done;
    private Thread thread;
    private Flyway flyway;

    public BufferMigration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void start() {
        thread = new Thread(this::migrate, "buffer-migration");
        thread.setDaemon(true);
        thread.start();
    }

    /** True when the tables exist. */
    public boolean isDone() {
        return done;
    }

    /** True where the thread that makes the tables is gone. */
    public boolean isStuck() {
        return thread != null && !done && !thread.isAlive() && closed.getCount() > 0;
    }

    private void migrate() {
        try {
            do {
                if (succeeds()) {
                    return;
                }
            } while (!closed.await(RETRY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Retries whatever is thrown, Errors included: without the tables there is no buffer. */
    private boolean succeeds() {
        try {
            if (flyway == null) {
                flyway = Flyway.configure()
                        .dataSource(dataSource)
                        .table("mailbridge_schema_history")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load();
            }
            int steps = flyway.migrate().migrationsExecuted;
            done = true;
            LOG.info("The buffer's tables are ready ({} migrations run)", steps);
        } catch (Throwable e) {
            if (warning.isDue()) {
                LOG.warn("The buffer's tables cannot be made yet, retrying: {}", firstLine(e));
            }
        }
        return done;
    }

    /** What the database or the driver said, without the layers that passed it on. */
    static String firstLine(Throwable e) {
        String message = e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // an EOFException at the root says less than the driver's message above it
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
