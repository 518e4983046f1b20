package io.mailbridge.buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;

/** A table that is a map, with what count-buffer.sql reads of it, and its count at a time that passes only when it is told to. */
final class CountedTable {
    private final Message message = new DefaultMessage(new DefaultCamelContext());
    /** Ids, and whether it is a dead letter. */
    private final NavigableMap<Long, Boolean> table = new TreeMap<>();

    private final RowCount count = new RowCount();
    private long now;
    private long mostRead;
    /** Where the slices begin that were counted anew. */
    private final List<Long> readAgain = new ArrayList<>();

    NavigableMap<Long, Boolean> rows() {
        return table;
    }

    RowCount count() {
        return count;
    }

    /** Rows that the largest count has read. */
    long mostRead() {
        return mostRead;
    }

    List<Long> readAgain() {
        return readAgain;
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    void insert(long first, int rows) {
        LongStream.range(first, first + rows).forEach(id -> table.put(id, false));
    }

    void count(int times) {
        for (int i = 0; i < times; i++) {
            now += Duration.ofSeconds(1).toNanos();
            countNow();
        }
    }

    void countNow() {
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
