package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may write while the database is down. */
class WriteGateTest {
    private long now = -Duration.ofMillis(100).toNanos();
    private final WriteGate gate = new WriteGate(() -> now);

    @Test
    void shouldLetEverybodyWriteUntilAWriteFails() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();

        gate.failed();

        assertThat(gate.enter()).isFalse();
        after(249);
        assertThat(gate.enter()).isFalse();
    }

    @Test
    void shouldLetOneAtATimeTryItAgain() {
        gate.failed();
        after(250);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isFalse();

        gate.failed();
        assertThat(gate.enter()).as("at once").isFalse();
        after(250);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isFalse();
    }

    @Test
    void shouldOpenWithTheFirstWriteThatSucceeds() {
        gate.failed();
        after(250);
        gate.enter();

        gate.succeeded();

        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        gate.failed();
        after(250);
        assertThat(gate.enter()).as("the next try").isTrue();
    }

    @Test
    void shouldForgetAFailureAfterWhichNothingWasBuffered() {
        gate.failed();
        after(15_251);

        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
    }

    @Test
    void shouldWaitForATryThatTakesLong() {
        gate.failed();
        after(250);
        assertThat(gate.enter()).isTrue();
        after(20_000);

        assertThat(gate.enter()).isFalse();
    }

    private void after(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
