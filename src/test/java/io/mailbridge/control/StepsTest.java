package io.mailbridge.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One long action at a time, and each is shown with what became of it. */
class StepsTest {
    private static final long LONG_MS = 20_000;

    private final Steps steps = new Steps(Clock.systemUTC());

    @Test
    void shouldReturnWhenItIsDone() throws NotDone {
        Step step = steps.takeAlone("replay", order(), LONG_MS, taken -> {
            taken.begin(7);
            taken.advance(7);
            return "7 are done.";
        });

        assertThat(step.ended()).isNotNull();
        assertThat(step).hasToString("replay, 7 of 7, 7 are done.");
        assertThat(steps.latest()).containsExactly(step);
    }

    @Test
    void shouldGoOnAloneAfterTheWait() throws NotDone {
        CountDownLatch end = new CountDownLatch(1);
        Step step = steps.takeAlone("replay", order(), 1, taken -> {
            end.await();
            return "done";
        });
        assertThat(step.ended()).isNull();
        assertThatExceptionOfType(NotDone.class)
                .isThrownBy(() -> steps.takeAlone("discard", order(), LONG_MS, taken -> "never"))
                .withMessage("Another action runs: replay. Wait until it has ended.")
                .matches(refused -> refused.status() == 409);
        assertThat(steps.take("pause-replay", order(), LONG_MS, taken -> "paused")
                        .message())
                .isEqualTo("paused");

        end.countDown();
        await().until(() -> step.ended() != null);
        assertThat(steps.takeAlone("discard", order(), LONG_MS, taken -> "done").message())
                .isEqualTo("done");
    }

    @Test
    void shouldSayWhyItFailed() {
        assertThatExceptionOfType(NotDone.class)
                .isThrownBy(() -> steps.takeAlone("replay", order(), LONG_MS, taken -> {
                    taken.advance(3);
                    throw new SQLException("Connection refused", "08001");
                }))
                .withMessage("The buffer's database cannot be used: Connection refused."
                        + " What was done until then is done; try the rest again.")
                .matches(failed -> failed.status() == 503);
        assertThatExceptionOfType(NotDone.class)
                .isThrownBy(() -> steps.takeAlone("replay", order(), LONG_MS, taken -> {
                    throw new StackOverflowError();
                }))
                .matches(failed -> failed.status() == 500);
        assertThat(steps.latest()).hasSize(2).allMatch(Step::hasFailed);
    }

    @Test
    void shouldRememberTheLastTwenty() throws NotDone {
        for (int i = 0; i < 30; i++) {
            steps.take("turn", order(), LONG_MS, taken -> "done");
        }
        assertThat(steps.latest()).hasSize(20).first().matches(step -> step.id() == 30);
    }

    private static Order order() throws NotDone {
        return Order.of("ops@127.0.0.1", "a test");
    }
}
