package io.mailbridge.buffer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and updates the tables in the background, as soon as PostgreSQL can be reached; replicas may do so at once. */
public final class BufferMigration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BufferMigration.class);
    private static final long RETRY_MS = 1000;

    private final DataSource dataSource;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean done;

    public BufferMigration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void start() {
        Thread thread = new Thread(this::migrate, "buffer-migration");
        thread.setDaemon(true);
        thread.start();
    }

    /** True when the tables stand. */
    public boolean isDone() {
        return done;
    }

    private void migrate() {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .table("mailbridge_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        boolean reported = false;
        try {
            do {
                try {
                    int steps = flyway.migrate().migrationsExecuted;
                    done = true;
                    LOG.info("The buffer's tables stand ({} migrations run)", steps);
                    return;
                } catch (FlywayException e) {
                    if (!reported) {
                        LOG.warn("The buffer's tables cannot be made yet, retrying: {}", firstLine(e));
                        reported = true;
                    }
                }
            } while (!closed.await(RETRY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the database or the driver said, without the layers that passed it on. */
    static String firstLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
