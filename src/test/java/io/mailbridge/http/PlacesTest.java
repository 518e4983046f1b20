package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(100, List.of("loud", "further", "quiet"));

    @Test
    void shouldGiveTheOnlySourceAllPlaces() {
        Places ofOne = new Places(100, List.of("only"));

        assertThat(taken(ofOne, "only")).isEqualTo(100);
        ofOne.giveBack("only");
        assertThat(taken(ofOne, "only")).isEqualTo(1);
        assertThat(ofOne.taken()).isEqualTo(100);
    }

    @Test
    void shouldLeaveAFifthToTheOthersHoweverManyRequestsOneHas() {
        assertThat(taken(places, "loud")).isEqualTo(80);
        assertThat(taken(places, "further")).as("four times what is left then").isEqualTo(16);
        assertThat(taken(places, "quiet")).isPositive();
    }

    @Test
    void shouldGiveASourceItsPlacesAgainWhenItHasGivenThemBack() {
        taken(places, "loud");
        IntStream.range(0, 80).forEach(i -> places.giveBack("loud"));

        assertThat(places.taken()).isZero();
        assertThat(taken(places, "further")).isEqualTo(80);
    }

    @Test
    void shouldGiveTheOnlyPlaceToWhoeverComesFirst() {
        Places one = new Places(1, List.of("a", "b"));

        assertThat(one.take("a")).isTrue();
        assertThat(one.take("b")).isFalse();
        one.giveBack("a");
        assertThat(one.take("b")).isTrue();
    }

    private static int taken(Places places, String source) {
        return (int) IntStream.range(0, 200).filter(i -> places.take(source)).count();
    }
}
