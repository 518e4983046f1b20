package io.mailbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashedSetTest {
    @Test
    void shouldRememberMoreThanItBeginsWith() {
        HashedSet set = new HashedSet();

        for (int i = 0; i < 200_000; i++) {
            assertThat(set.add(set.hash("id-" + i))).isTrue();
        }
        for (int i = 0; i < 200_000; i++) {
            assertThat(set.add(set.hash("id-" + i))).isFalse();
        }
        assertThat(set.contains(set.hash("id-199999"))).isTrue();
        assertThat(set.contains(set.hash("id-200000"))).isFalse();
    }

    @Test
    void shouldRememberTheHashThatMarksAnEmptyPlace() {
        HashedSet set = new HashedSet();

        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
    }

    @Test
    void shouldTellReasonsApart() {
        assertThat(HashedSet.mix(1, 1)).isNotEqualTo(HashedSet.mix(1, 2)).isNotEqualTo(HashedSet.mix(2, 1));
    }
}
