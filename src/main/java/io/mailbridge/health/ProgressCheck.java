package io.mailbridge.health;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Liveness: DOWN when a thread that others wait for is gone, or stuck far beyond its time limits; only a new process
 * helps then. Kafka and PostgreSQL do not affect it.
 */
public final class ProgressCheck extends AbstractHealthCheck {
    private final Map<String, BooleanSupplier> stuck;

    /** @param stuck by the name of a thread's work: true while it makes no progress */
    public ProgressCheck(Map<String, BooleanSupplier> stuck) {
        super("mailbridge", "progress");
        this.stuck = stuck;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        stuck.forEach((name, waitsInVain) -> {
            if (waitsInVain.getAsBoolean()) {
                builder.detail(name, "stuck");
                builder.message("A thread that others wait for makes no progress")
                        .down();
            }
        });
    }
}
