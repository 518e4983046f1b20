package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    @Test
    void shouldHashWhatDistinguishesEvents() {
        // printf 'p|e|m|r|t|u|0' | sha256sum
        assertThat(new EventIds().hashed("p", "e", "m", "r", "t", "u", null))
                .isEqualTo("p:23ec19fc1e8a5ffa1212b1e2729de5cefc2462d2e695288af55d5c5f91dc042b");
    }

    @Test
    void shouldGiveEachDifferenceAnotherId() {
        List<String> ids = Stream.of("e", "m", "r", "t", "u", "f", "none")
                .map(changed -> new EventIds()
                        .hashed(
                                "p",
                                of("e", changed),
                                of("m", changed),
                                of("r", changed),
                                of("t", changed),
                                of("u", changed),
                                of("f", changed)))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountEqualSiblingsTheSameWayEachTime() {
        EventIds first = new EventIds();
        EventIds again = new EventIds();

        assertThat(sibling(first)).isEqualTo(sibling(again));
        assertThat(sibling(first)).isEqualTo(sibling(again)).isNotEqualTo(sibling(new EventIds()));
    }

    @Test
    void shouldNotCountOtherEventsBetweenSiblings() {
        EventIds alone = new EventIds();
        sibling(alone);
        EventIds mixed = new EventIds();
        sibling(mixed);
        mixed.hashed("p", "other", null, null, null, null, null);

        assertThat(sibling(mixed)).isEqualTo(sibling(alone));
    }

    private static String sibling(EventIds ids) {
        return ids.hashed("p", "open", null, "a@example.com", "1", null, null);
    }

    private static String of(String field, String changed) {
        return field.equals(changed) ? "changed" : null;
    }
}
