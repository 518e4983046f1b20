package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    private final Topics topics = new Topics();
    private long now = 1;
    private final ReplayWindow window = new ReplayWindow(topics::outOfService, topics::due, () -> now);

    @Test
    void shouldClaimFromTheWholeBufferAndSearchNothingWhileAllTopicsFlow() {
        assertThat(window.begin()).isFalse();

        assertThat(window.claim(0, 500)).isEqualTo(new Claim(0, Long.MAX_VALUE, 500, Set.of(), false));
        assertThat(window.claim(700, 500).from()).isEqualTo(700);
        assertThat(window.hasMore()).isFalse();
    }

    @Test
    void shouldBeginAtTheFirstRowThatCanFlow() {
        topics.out.add("dead");

        assertThat(window.begin()).isTrue();
        window.lookedAhead(List.of(found("dead", 1, 990, 900), found("live", 300, 1000, 100)));

        assertThat(window.claim(0, 500)).isEqualTo(new Claim(299, 1000, 500, Set.of("dead"), false));
        assertThat(window.hasMore()).isFalse();
    }

    @Test
    void shouldNotReadAgainWhatItHasPassedOver() {
        topics.out.add("dead");
        window.begin();
        window.lookedAhead(List.of(found("dead", 1, 20_000, ReplayWindow.ROWS)));
        assertThat(window.hasMore()).isTrue();

        window.begin();

        assertThat(window.from()).isEqualTo(20_000);
        window.lookedAhead(List.of());
        assertThat(window.hasMore()).isFalse();
        assertThat(window.claim(0, 500).from()).isEqualTo(window.claim(0, 500).upTo());
    }

    @Test
    void shouldStartOverWhenATopicIsBackAndEachMinute() {
        topics.out.add("dead");
        topics.out.add("lame");
        window.begin();
        window.lookedAhead(List.of(found("dead", 1, 20_000, ReplayWindow.ROWS)));
        window.begin();
        window.lookedAhead(List.of());

        now += Duration.ofSeconds(59).toNanos();
        window.begin();
        assertThat(window.from()).isEqualTo(20_000);
        now += Duration.ofSeconds(1).toNanos();
        window.begin();
        assertThat(window.from()).as("a minute later").isZero();

        window.lookedAhead(List.of(found("dead", 1, 20_000, ReplayWindow.ROWS)));
        topics.out.remove("lame");
        window.begin();
        assertThat(window.from()).as("one is back").isZero();
    }

    @Test
    void shouldSpendATwentiethOfTheTimeOnStartingOver() {
        topics.out.add("dead");
        now = Duration.ofHours(1).toNanos();
        window.begin();
        now += Duration.ofSeconds(10).toNanos();
        window.lookedAhead(List.of(found("dead", 1, 500, 500)));

        now += Duration.ofSeconds(199).toNanos();
        window.begin();
        assertThat(window.from()).isEqualTo(500);
        now += Duration.ofSeconds(1).toNanos();
        window.begin();
        assertThat(window.from()).isZero();
    }

    @Test
    void shouldTryATopicWithItsOldestRow() {
        topics.out.add("dead");
        window.begin();
        window.lookedAhead(List.of(found("dead", 7, 90, 10), found("live", 8, 91, 10)));
        assertThat(window.trials(3)).isEmpty();

        topics.due.add("dead");
        assertThat(window.trials(3)).containsExactly(new Claim(6, 7, 1, Set.of(), true));

        assertThat(window.trials(3))
                .as("the row is gone, since the topic is still due")
                .isEmpty();
        now += Duration.ofMillis(4900).toNanos();
        window.begin();
        assertThat(window.from()).as("not yet").isPositive();
        now += Duration.ofMillis(100).toNanos();
        window.begin();
        assertThat(window.from()).as("looks for another").isZero();

        window.lookedAhead(List.of(found("dead", 50, 90, 9)));
        assertThat(window.trials(3)).as("the other").containsExactly(new Claim(49, 50, 1, Set.of(), true));
    }

    private static Map<String, Object> found(String topic, long first, long last, long rows) {
        return Map.of("topic", topic, "first", first, "last", last, "rows", rows);
    }

    private static final class Topics {
        private final Set<String> out = new TreeSet<>();
        private final Set<String> due = new TreeSet<>();

        Set<String> outOfService() {
            return Set.copyOf(out);
        }

        Set<String> due() {
            return Set.copyOf(due);
        }
    }
}
