package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The judge of a soak finds a leak, and nothing else. */
class GrowthTest {
    private static final int ROUNDS = 20;

    @Test
    void shouldBeContentWithNoise() {
        Random noise = new Random(17);
        assertThat(tooMuch(round -> 25 + noise.nextGaussian(), round -> 80 + noise.nextInt(5)))
                .isEmpty();
    }

    @Test
    void shouldBeContentWithWhatIsFilledOnceWhileItWarmsUp() {
        assertThat(tooMuch(round -> round < 3 ? 10 + 5 * round : 25, round -> round < 3 ? 40 : 80))
                .isEmpty();
    }

    @Test
    void shouldBeContentWithOneOddRound() {
        assertThat(tooMuch(round -> round == ROUNDS - 1 ? 60 : 25, round -> round == ROUNDS - 2 ? 200 : 80))
                .isEmpty();
    }

    /** 6,000 events a round that leave 70 bytes each. */
    @Test
    void shouldFindAHeapThatGrowsByAFewBytesForEachEvent() {
        Random noise = new Random(17);
        assertThat(tooMuch(round -> 25 + 6_000 * 70 / 1e6 * round + noise.nextGaussian() / 2, round -> 80))
                .extracting(Growth::measure)
                .containsExactly(Measure.LIVE);
    }

    @Test
    void shouldFindOneDescriptorThatIsLeftOpenEachRound() {
        assertThat(tooMuch(round -> 25, round -> 80 + round))
                .extracting(Growth::measure)
                .containsExactly(Measure.DESCRIPTORS);
    }

    @Test
    void shouldNotJudgeAFewRounds() {
        assertThat(Growth.of(samples(Growth.FEWEST_ROUNDS - 1, round -> round, round -> round)))
                .isEmpty();
    }

    private static List<Growth> tooMuch(IntToDoubleFunction liveMb, IntToDoubleFunction descriptors) {
        return Growth.of(samples(ROUNDS, liveMb, descriptors)).stream()
                .filter(Growth::isTooMuch)
                .toList();
    }

    private static List<Sample> samples(int rounds, IntToDoubleFunction liveMb, IntToDoubleFunction descriptors) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> new Sample(
                        60 * round,
                        200,
                        50,
                        liveMb.applyAsDouble(round),
                        2,
                        70,
                        (int) descriptors.applyAsDouble(round),
                        40,
                        0,
                        200,
                        1,
                        0))
                .toList();
    }
}
