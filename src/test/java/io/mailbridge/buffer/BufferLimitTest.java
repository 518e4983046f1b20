package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferLimitTest {
    private final BufferLimit limit = new BufferLimit(100, System::nanoTime);

    @Test
    void shouldTakeRowsUpToItsLimitAndNoMore() {
        assertThat(limit.admit(60)).isTrue();
        assertThat(limit.admit(41)).isFalse();
        assertThat(limit.admit(40)).isTrue();
        assertThat(limit.isFull()).isTrue();
        assertThat(limit.usage()).isEqualTo(1);

        limit.settle(40, false);
        assertThat(limit.isFull()).isFalse();
        assertThat(limit.admit(40)).isTrue();
    }

    @Test
    void shouldTakeTheCountForWhatOthersWroteAndDeleted() {
        store(10);
        count(95, true);
        assertThat(limit.admit(6)).as("another replica's rows").isFalse();
        count(3, true);
        assertThat(limit.admit(97)).as("replayed since").isTrue();
    }

    @Test
    void shouldKeepItsOwnBooksWhereTheCountIsUnknown() {
        store(50);
        limit.counting();
        store(49);
        limit.counted(80, true);

        assertThat(limit.admit(1)).isTrue();
        assertThat(limit.admit(1)).isFalse();
    }

    @Test
    void shouldRefuseNothingForRowsThatAreNotCountedYet() {
        count(50, false);
        assertThat(limit.admit(50)).isTrue();
    }

    @Test
    void shouldHaveNoLimitUnlessToldSo() {
        BufferLimit none = new BufferLimit(0, System::nanoTime);

        assertThat(none.admit(Integer.MAX_VALUE)).isTrue();
        assertThat(none.isFull()).isFalse();
        assertThat(none.usage()).isZero();
    }

    private void store(int rows) {
        assertThat(limit.admit(rows)).isTrue();
        limit.settle(rows, true);
    }

    private void count(long rows, boolean complete) {
        limit.counting();
        limit.counted(rows, complete);
    }
}
