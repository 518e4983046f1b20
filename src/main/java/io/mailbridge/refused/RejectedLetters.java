package io.mailbridge.refused;

import io.mailbridge.reading.BridgeTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.TreeMap;

/** The dead letters on their topics, for an operator, with the marks of those that were resubmitted. */
public final class RejectedLetters implements AutoCloseable {
    private static final Comparator<Refused> OLDEST_FIRST =
            Comparator.comparing(Refused::time).thenComparing(Refused::id);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LetterReader reader;
    private final Marks marks;
    private final boolean withResubmitted;

    /**
     * @param client settings of a Kafka client
     * @param connection to the buffer's database; null for no marks
     * @param withResubmitted true for those, too, that have become events
     * @throws org.apache.kafka.common.KafkaException where no broker answers
     */
    public RejectedLetters(Properties client, BridgeTopics topics, Connection connection, boolean withResubmitted)
            throws SQLException {
        this.marks = connection == null ? null : new Marks(connection);
        this.reader = new LetterReader(client, topics, LIMIT);
        this.withResubmitted = withResubmitted;
    }

    /** How many match, by their reason. */
    public Map<String, Long> count(RefusedFilter filter) throws SQLException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        each(filter, letters -> {
            letters.forEach(letter -> counts.merge(letter.reason(), 1L, Long::sum));
            return true;
        });
        return counts;
    }

    /** @param page from 1 on */
    public RefusedPage page(RefusedFilter filter, int page, int size) throws SQLException, InterruptedException {
        PriorityQueue<Refused> latest = new PriorityQueue<>(OLDEST_FIRST);
        long[] total = {0};
        int kept = Math.multiplyExact(page, size);
        each(filter, letters -> {
            for (Refused letter : letters) {
                total[0]++;
                latest.add(letter);
                if (latest.size() > kept) {
                    latest.poll();
                }
            }
            return true;
        });
        List<Refused> sorted = new ArrayList<>(latest);
        sorted.sort(OLDEST_FIRST.reversed());
        return new RefusedPage(sorted.subList(Math.min(sorted.size(), (page - 1) * size), sorted.size()), total[0]);
    }

    /** The letter of this id, or null. */
    public Refused find(String id) throws SQLException, InterruptedException {
        Refused[] found = {null};
        reader.read(RefusedFilter.ALL.withIds(List.of(id)), letters -> {
            found[0] = marked(letters).get(0);
            return false;
        });
        return found[0];
    }

    /** Hands on those that match, some at a time. */
    void each(RefusedFilter filter, LetterReader.Chunk chunk) throws SQLException, InterruptedException {
        reader.read(filter, letters -> {
            List<Refused> matching = marked(letters).stream()
                    .filter(letter -> withResubmitted || letter.resubmittedAt() == null)
                    .filter(filter::matches)
                    .toList();
            return matching.isEmpty() || chunk.take(matching);
        });
    }

    private List<Refused> marked(List<Refused> letters) throws SQLException {
        return marks == null ? letters : marks.read(letters);
    }

    @Override
    public void close() {
        reader.close();
    }
}
