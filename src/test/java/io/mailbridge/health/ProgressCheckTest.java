package io.mailbridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ProgressCheckTest {
    private final AtomicBoolean stuck = new AtomicBoolean();
    private final ProgressCheck check = new ProgressCheck(Map.of("writer", stuck::get, "other", () -> false));

    @Test
    void shouldBeDownOnlyWhileAThreadMakesNoProgress() {
        check.setCamelContext(new DefaultCamelContext());
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        stuck.set(true);
        HealthCheck.Result result = check.call();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getDetails()).containsEntry("writer", "stuck").doesNotContainKey("other");
        stuck.set(false);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void shouldSayNothingOfReadiness() {
        assertThat(check.isLiveness()).isTrue();
        assertThat(check.isReadiness()).isFalse();
    }
}
