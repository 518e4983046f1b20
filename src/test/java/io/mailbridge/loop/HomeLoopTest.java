package io.mailbridge.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class HomeLoopTest {
    private final Executor loop = Runnable::run;
    private final Executor threads = task -> {};

    @Test
    void shouldGoOnThereForAsLongAsTheWorkLasts() {
        assertThat(HomeLoop.current()).isNull();
        HomeLoop.work(loop, () -> {
            assertThat(HomeLoop.current()).isSameAs(loop);
            assertThat(HomeLoop.or(threads)).isSameAs(loop);
        });
        assertThat(HomeLoop.current()).isNull();
        assertThat(HomeLoop.or(threads)).isSameAs(threads);
    }

    /** An acknowledgement may come within the send of another request's record. */
    @Test
    void shouldReturnToTheWorkAround() {
        HomeLoop.work(loop, () -> {
            HomeLoop.work(null, () -> assertThat(HomeLoop.or(threads)).isSameAs(threads));
            assertThatIllegalStateException()
                    .isThrownBy(() -> HomeLoop.work(threads, () -> {
                        throw new IllegalStateException();
                    }));
            assertThat(HomeLoop.current()).isSameAs(loop);
        });
    }
}
