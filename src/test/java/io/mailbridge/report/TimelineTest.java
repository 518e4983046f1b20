package io.mailbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EventType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long BEGIN = Story.BEGIN.toEpochMilli();

    private final Timeline timeline = new Timeline();

    @Test
    void shouldCountByMinuteWithoutGaps() {
        timeline.add(BEGIN + 1_000, EventType.DELIVERED);
        timeline.add(BEGIN + 59_000, EventType.OPENED);
        timeline.add(BEGIN + 120_000, EventType.BOUNCED);

        assertThat(timeline.length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(timeline.steps()).hasSize(3);
        assertThat(timeline.steps().get(0).counts()).containsExactly(1L, 1L, 0L, 0L);
        assertThat(timeline.steps().get(1).counts()).containsExactly(0L, 0L, 0L, 0L);
        assertThat(timeline.steps().get(2).counts()).containsExactly(0L, 0L, 1L, 0L);
    }

    @Test
    void shouldTakeLongerStepsForALongerTimeAndLoseNothing() {
        for (int hour = 0; hour < 24 * 400; hour++) {
            timeline.add(BEGIN + Duration.ofHours(hour).toMillis(), EventType.DELIVERED);
        }

        assertThat(timeline.steps()).hasSizeBetween(30, Timeline.MOST_STEPS);
        assertThat(timeline.steps().stream()
                        .mapToLong(step -> step.counts().get(0))
                        .sum())
                .isEqualTo(24 * 400);
        assertThat(timeline.length()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void shouldEndWithTimesOfNoUse() {
        timeline.add(-1, EventType.OTHER);
        timeline.add(Long.MAX_VALUE / 4, EventType.OTHER);

        assertThat(timeline.length()).isEqualTo(Duration.ofDays(3640));
        assertThat(new Timeline().steps()).isEmpty();
    }
}
