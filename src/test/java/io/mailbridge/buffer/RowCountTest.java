package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known about a table after how many counts. */
class RowCountTest {
    private static final int SLICE = RowCount.SLICE;

    private final CountedTable counted = new CountedTable();
    private final NavigableMap<Long, Boolean> table = counted.rows();
    private final RowCount count = counted.count();

    @Test
    void shouldKnowASmallTableAtOnce() {
        counted.insert(1, 10_000);
        table.put(10_001L, true);
        counted.countNow();

        assertKnown();
        assertThat(count.letters()).isEqualTo(1);
    }

    @Test
    void shouldSayHowManyThereAreAtMostUntilALargeTableIsCounted() {
        counted.insert(1, 7 * SLICE);
        counted.countNow();
        assertThat(count.rows()).isEqualTo(SLICE);
        assertThat(count.isComplete()).isFalse();
        assertThat(count.rows() + count.missing()).isEqualTo(7 * SLICE);
        counted.count(7);

        assertKnown();
        assertThat(counted.mostRead()).as("rows that one count reads").isLessThanOrEqualTo(2 * SLICE);
    }

    @Test
    void shouldFollowWhatIsAddedAndWhatIsTakenFromTheFront() {
        counted.insert(1, 3 * SLICE);
        counted.count(4);
        for (int i = 0; i < 10; i++) {
            counted.insert(table.lastKey() + 1, 500);
            table.headMap(table.firstKey() + 10_000).clear();
            counted.count(2);
            assertKnown();
        }
        table.clear();
        counted.countNow();
        assertKnown();
        counted.insert(900_000, 3);
        counted.countNow();
        assertKnown();
    }

    @Test
    void shouldFindWhatIsTakenFromTheMiddleWithinARound() {
        counted.insert(1, 6 * SLICE);
        counted.count(30);
        table.subMap(SLICE / 2L, 5L * SLICE).clear();
        counted.count(60);
        assertKnown();
    }

    @Test
    void shouldFindWhatWasCommittedLateWithALowerId() {
        counted.insert(1, 1_000);
        counted.insert(1_010, 1_000);
        counted.countNow();
        counted.insert(1_001, 9);
        counted.pass(Duration.ofSeconds(6));
        counted.countNow();

        assertKnown();
    }

    @Test
    void shouldStartOverWhenIdsAreReused() {
        counted.insert(500_000, 2 * SLICE);
        counted.count(4);
        table.headMap(500_000L + SLICE).clear();
        counted.count(2);
        counted.insert(1, 100);
        counted.count(3);

        assertKnown();
    }

    @Test
    void shouldSayHowManyThereAreAtMostWhereIdsStartAgain() {
        counted.insert(500_000, 2 * SLICE);
        counted.count(4);
        table.headMap(500_000L + SLICE).clear();
        counted.count(2);
        counted.insert(11, 100);
        counted.countNow();

        assertThat(count.isComplete()).isFalse();
        assertThat(count.missing()).isEqualTo(600_000 - 11);
    }

    @Test
    void shouldStartOverWhereTheLastRowOfASliceThatWasDrainedIsBack() {
        counted.insert(1, 3 * SLICE);
        counted.count(6);
        table.headMap(SLICE + 1L).clear();
        counted.count(2);
        assertKnown();

        table.put((long) SLICE, false);
        counted.count(6);
        assertKnown();
    }

    @Test
    void shouldKeepASliceOfWhichOneRowIsLeft() {
        counted.insert(1, 3 * SLICE);
        counted.count(6);
        table.headMap((long) SLICE).clear();

        for (int i = 0; i < 5; i++) {
            counted.count(1);
            assertThat(count.isComplete()).isTrue();
        }
        assertKnown();
    }

    @Test
    void shouldCountASliceAgainAsSoonAsInsertsOfItsTimeHaveEnded() {
        counted.insert(1, 10 * SLICE);
        counted.count(80);
        counted.insert(table.lastKey() + 2, 100);
        counted.countNow();
        counted.count(1);
        counted.pass(Duration.ofSeconds(4));
        table.put(10L * SLICE + 1, false);
        counted.pass(Duration.ofSeconds(1));
        counted.countNow();

        assertKnown();
    }

    @Test
    void shouldFindWhatIsTakenFromTheMiddleWhileRowsAreAdded() {
        counted.insert(1, 6 * SLICE);
        counted.count(60);
        table.subMap(2L * SLICE, 4L * SLICE).clear();
        for (int i = 0; i < 40; i++) {
            counted.insert(table.lastKey() + 1, 10);
            counted.count(1);
        }
        assertKnown();
    }

    @Test
    void shouldReadASliceInOneOfFiveCountsWhileNothingChanges() {
        counted.insert(1, 6 * SLICE);
        counted.count(60);
        counted.readAgain().clear();
        counted.count(50);

        assertThat(counted.readAgain()).hasSize(10);
        assertThat(Set.copyOf(counted.readAgain())).hasSize(6);
    }

    @Test
    void shouldForgetSlicesThatAreEmpty() {
        counted.insert(1, 6 * SLICE);
        counted.count(60);
        table.subMap(SLICE + 1L, 5L * SLICE + 1).clear();
        counted.count(60);
        counted.readAgain().clear();
        counted.count(50);

        assertThat(Set.copyOf(counted.readAgain())).containsExactlyInAnyOrder(0L, 5L * SLICE);
        assertKnown();
    }

    @Test
    void shouldBeRightAtRestWhateverHappened() {
        Random random = new Random(14);
        long next = 1;
        for (int round = 0; round < 60; round++) {
            int rows = random.nextInt(40_000);
            counted.insert(next, rows);
            next += rows + random.nextInt(3);
            if (random.nextInt(3) == 0 && !table.isEmpty()) {
                long from = table.firstKey() + (random.nextBoolean() ? 0 : random.nextInt(100_000));
                table.subMap(from, from + random.nextInt(200_000)).clear();
            }
            counted.pass(Duration.ofMillis(random.nextInt(3_000)));
            counted.countNow();
        }
        counted.count(150);
        assertKnown();
    }

    private void assertKnown() {
        assertThat(count.rows()).isEqualTo(table.size());
        assertThat(count.missing()).isZero();
    }
}
