package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

/** What is known about a table after how many counts; the table is a map here, and count-buffer.sql a few lines. */
class RowCountTest {
    private static final int SLICE = RowCount.SLICE;

    private final Message message = new DefaultMessage(new DefaultCamelContext());
    /** Ids, and whether it is a dead letter. */
    private final NavigableMap<Long, Boolean> table = new TreeMap<>();

    private final RowCount count = new RowCount();
    private long now;
    private long mostRead;
    /** Where the slices begin that were counted anew. */
    private final List<Long> readAgain = new ArrayList<>();

    @Test
    void shouldKnowASmallTableAtOnce() {
        insert(1, 10_000);
        table.put(10_001L, true);
        countNow();

        assertKnown();
        assertThat(count.letters()).isEqualTo(1);
    }

    @Test
    void shouldSayHowManyThereAreAtMostUntilALargeTableIsCounted() {
        insert(1, 7 * SLICE);
        countNow();
        assertThat(count.rows()).isEqualTo(SLICE);
        assertThat(count.isComplete()).isFalse();
        assertThat(count.rows() + count.missing()).isEqualTo(7 * SLICE);
        count(7);

        assertKnown();
        assertThat(mostRead).as("rows that one count reads").isLessThanOrEqualTo(2 * SLICE);
    }

    @Test
    void shouldFollowWhatIsAddedAndWhatIsTakenFromTheFront() {
        insert(1, 3 * SLICE);
        count(4);
        for (int i = 0; i < 10; i++) {
            insert(table.lastKey() + 1, 500);
            table.headMap(table.firstKey() + 10_000).clear();
            count(2);
            assertKnown();
        }
        table.clear();
        countNow();
        assertKnown();
        insert(900_000, 3);
        countNow();
        assertKnown();
    }

    @Test
    void shouldFindWhatIsTakenFromTheMiddleWithinARound() {
        insert(1, 6 * SLICE);
        count(30);
        table.subMap(SLICE / 2L, 5L * SLICE).clear();
        count(60);
        assertKnown();
    }

    @Test
    void shouldFindWhatWasCommittedLateWithALowerId() {
        insert(1, 1_000);
        insert(1_010, 1_000);
        countNow();
        insert(1_001, 9);
        now += Duration.ofSeconds(6).toNanos();
        countNow();

        assertKnown();
    }

    @Test
    void shouldStartOverWhenIdsAreReused() {
        insert(500_000, 2 * SLICE);
        count(4);
        table.headMap(500_000L + SLICE).clear();
        count(2);
        insert(1, 100);
        count(3);

        assertKnown();
    }

    @Test
    void shouldSayHowManyThereAreAtMostWhereIdsStartAgain() {
        insert(500_000, 2 * SLICE);
        count(4);
        table.headMap(500_000L + SLICE).clear();
        count(2);
        insert(11, 100);
        countNow();

        assertThat(count.isComplete()).isFalse();
        assertThat(count.missing()).isEqualTo(600_000 - 11);
    }

    @Test
    void shouldStartOverWhereTheLastRowOfASliceThatWasDrainedIsBack() {
        insert(1, 3 * SLICE);
        count(6);
        table.headMap(SLICE + 1L).clear();
        count(2);
        assertKnown();

        table.put((long) SLICE, false);
        count(6);
        assertKnown();
    }

    @Test
    void shouldKeepASliceOfWhichOneRowIsLeft() {
        insert(1, 3 * SLICE);
        count(6);
        table.headMap((long) SLICE).clear();

        for (int i = 0; i < 5; i++) {
            count(1);
            assertThat(count.isComplete()).isTrue();
        }
        assertKnown();
    }

    @Test
    void shouldCountASliceAgainAsSoonAsInsertsOfItsTimeHaveEnded() {
        insert(1, 10 * SLICE);
        count(80);
        insert(table.lastKey() + 2, 100);
        countNow();
        count(1);
        now += Duration.ofSeconds(4).toNanos();
        table.put(10L * SLICE + 1, false);
        now += Duration.ofSeconds(1).toNanos();
        countNow();

        assertKnown();
    }

    @Test
    void shouldFindWhatIsTakenFromTheMiddleWhileRowsAreAdded() {
        insert(1, 6 * SLICE);
        count(60);
        table.subMap(2L * SLICE, 4L * SLICE).clear();
        for (int i = 0; i < 40; i++) {
            insert(table.lastKey() + 1, 10);
            count(1);
        }
        assertKnown();
    }

    @Test
    void shouldReadASliceInOneOfFiveCountsWhileNothingChanges() {
        insert(1, 6 * SLICE);
        count(60);
        readAgain.clear();
        count(50);

        assertThat(readAgain).hasSize(10);
        assertThat(Set.copyOf(readAgain)).hasSize(6);
    }

    @Test
    void shouldForgetSlicesThatAreEmpty() {
        insert(1, 6 * SLICE);
        count(60);
        table.subMap(SLICE + 1L, 5L * SLICE + 1).clear();
        count(60);
        readAgain.clear();
        count(50);

        assertThat(Set.copyOf(readAgain)).containsExactlyInAnyOrder(0L, 5L * SLICE);
        assertKnown();
    }

    @Test
    void shouldBeRightAtRestWhateverHappened() {
        Random random = new Random(14);
        long next = 1;
        for (int round = 0; round < 60; round++) {
            int rows = random.nextInt(40_000);
            insert(next, rows);
            next += rows + random.nextInt(3);
            if (random.nextInt(3) == 0 && !table.isEmpty()) {
                long from = table.firstKey() + (random.nextBoolean() ? 0 : random.nextInt(100_000));
                table.subMap(from, from + random.nextInt(200_000)).clear();
            }
            now += Duration.ofMillis(random.nextInt(3_000)).toNanos();
            countNow();
        }
        count(150);
        assertKnown();
    }

    private void assertKnown() {
        assertThat(count.rows()).isEqualTo(table.size());
        assertThat(count.missing()).isZero();
    }

    private void insert(long first, int rows) {
        LongStream.range(first, first + rows).forEach(id -> table.put(id, false));
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            now += Duration.ofSeconds(1).toNanos();
            countNow();
        }
    }

    private void countNow() {
        count.ask(message, now);
        Map<String, Object> row = new HashMap<>();
        row.put("first_id", table.isEmpty() ? null : table.firstKey());
        row.put("last_id", table.isEmpty() ? null : table.lastKey());
        NavigableMap<Long, Boolean> tail = table.tailMap(header("counted"), false);
        if (tail.size() > header("slice")) {
            tail = tail.headMap(
                    tail.keySet().stream().skip(header("slice")).findFirst().orElseThrow(), false);
        }
        long againAfter = header("againAfter");
        if (header("againLast") > 0) {
            readAgain.add(againAfter);
        }
        NavigableMap<Long, Boolean> again =
                table.subMap(againAfter, false, Math.max(againAfter, header("againLast")), true);
        row.put("tail_rows", (long) tail.size());
        row.put("tail_last", tail.isEmpty() ? null : tail.lastKey());
        row.put("tail_letters", letters(tail));
        row.put("again_rows", (long) again.size());
        row.put("again_letters", letters(again));
        mostRead = Math.max(mostRead, tail.size() + again.size());
        count.answer(row, now);
    }

    private long header(String name) {
        return message.getHeader(name, Number.class).longValue();
    }

    private static long letters(Map<Long, Boolean> rows) {
        return rows.values().stream().filter(letter -> letter).count();
    }
}
