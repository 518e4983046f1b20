package io.mailbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test
    void shouldCountDifferentIds() {
        IdSet ids = new IdSet();
        for (int i = 0; i < 5_000; i++) {
            ids.add("sendgrid:" + i % 1_777);
        }

        assertThat(ids.size()).isEqualTo(1_777);
    }

    @Test
    void shouldCountNoneWhereNoneWasAdded() {
        assertThat(new IdSet().size()).isZero();
    }
}
