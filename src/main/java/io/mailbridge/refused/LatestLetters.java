package io.mailbridge.refused;

import io.mailbridge.reading.BridgeTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The latest dead letters, for a page that cannot wait until a topic is read: from the end of each partition backwards, as
 * far as the time allows, and on from there when it is asked again.
 */
public final class LatestLetters implements AutoCloseable {
    private static final int SHOWN_BYTES = 2000;
    private static final int FIRST_WINDOW = 100;
    private static final int LARGEST_WINDOW = 3_200;
    /** Reading them takes a noticeable part of the time. */
    private static final long MANY_BYTES = 4 << 20;

    /** A record is written after its request was received; by a clock that may differ from the brokers'. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final LetterReader reader;
    private final Marks marks;
    private final boolean withResubmitted;

    /**
     * What was found.
     *
     * @param next where to go on, or null where there are no more
     * @param complete false where the time was over before there were as many as were asked for
     */
    public record Found(List<Refused> letters, String next, boolean complete) {}

    /**
     * @param limit for each answer of the brokers
     * @param connection to the buffer's database; null where it is not known which letters were resubmitted
     * @throws org.apache.kafka.common.KafkaException where no broker answers
     */
    public LatestLetters(
            Properties client, BridgeTopics topics, Duration limit, Connection connection, boolean withResubmitted)
            throws SQLException {
        this.marks = connection == null ? null : new Marks(connection);
        this.withResubmitted = withResubmitted;
        this.reader = new LetterReader(client, topics, limit);
    }

    /** The letter of this id, whole, or null. */
    public Refused find(String id) throws SQLException, InterruptedException {
        LetterId place = LetterId.of(id);
        Long end = place == null ? null : reader.ends().get(place.place());
        if (end == null || place.offset() >= end || place.offset() < reader.first(place.place())) {
            return null;
        }
        Refused[] found = {null};
        reader.window(place.place(), place.offset(), place.offset() + 1, letters -> {
            found[0] = marked(letters).get(0);
            return false;
        });
        return found[0];
    }

    /**
     * @param after where an earlier answer ended, or null
     * @param deadline by System.nanoTime()
     * @throws IllegalArgumentException where the place is none
     */
    public Found find(RefusedFilter filter, String after, int size, long deadline)
            throws SQLException, InterruptedException {
        Map<String, Long> places = places(after);
        List<Branch> branches = new ArrayList<>();
        reader.ends().forEach((partition, end) -> {
            long upTo = after == null ? end : Math.min(end, places.getOrDefault(partition.toString(), 0L));
            branches.add(new Branch(partition, Math.max(upTo, reader.first(partition))));
        });
        List<Refused> found = new ArrayList<>();
        boolean complete = true;
        while (found.size() < size) {
            complete = fill(branches, filter, deadline);
            Branch latest = branches.stream()
                    .filter(branch -> !branch.letters.isEmpty())
                    .max(Comparator.comparing(branch -> branch.letters.peek().time()))
                    .orElse(null);
            if (!complete || latest == null) {
                break;
            }
            found.add(latest.take());
        }
        boolean more = branches.stream().anyMatch(branch -> !branch.isRead() || !branch.letters.isEmpty());
        String next = branches.stream()
                .map(branch -> branch.partition + ":" + branch.next())
                .collect(Collectors.joining(","));
        return new Found(found, more ? next : null, complete);
    }

    private static Map<String, Long> places(String after) {
        Map<String, Long> places = new TreeMap<>();
        if (after != null) {
            for (String place : after.split(",")) {
                int colon = place.lastIndexOf(':');
                if (!place.matches("[a-zA-Z0-9._-]+:\\d{1,18}")) {
                    throw new IllegalArgumentException("There is no place such as that to go on from.");
                }
                places.put(place.substring(0, colon), Long.parseLong(place.substring(colon + 1)));
            }
        }
        return places;
    }

    /** @return false where the time is over before each branch has a letter or is read */
    private boolean fill(List<Branch> branches, RefusedFilter filter, long deadline)
            throws SQLException, InterruptedException {
        for (Branch branch : branches) {
            while (branch.letters.isEmpty() && !branch.isRead()) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                branch.readOn(filter);
            }
        }
        return true;
    }

    private List<Refused> marked(List<Refused> letters) throws SQLException {
        return marks == null ? letters : marks.read(letters);
    }

    @Override
    public void close() {
        reader.close();
    }

    /** A partition, read from its end. */
    private final class Branch {
        private final TopicPartition partition;
        private final Deque<Refused> letters = new ArrayDeque<>();
        private long readDownTo;
        private int window = FIRST_WINDOW;

        Branch(TopicPartition partition, long upTo) {
            this.partition = partition;
            this.readDownTo = upTo;
        }

        boolean isRead() {
            return readDownTo <= reader.first(partition);
        }

        Refused take() {
            return letters.poll();
        }

        /** What comes first here has not been handed out. */
        long next() {
            return letters.isEmpty()
                    ? readDownTo
                    : LetterId.of(letters.peek().id()).offset() + 1;
        }

        void readOn(RefusedFilter filter) throws SQLException, InterruptedException {
            long from = Math.max(reader.first(partition), readDownTo - window);
            Instant since = filter.window().since();
            boolean[] isOlder = {since != null};
            long[] bytes = {0};
            reader.window(partition, from, readDownTo, chunk -> {
                for (Refused letter : marked(chunk)) {
                    bytes[0] += letter.value().length;
                    isOlder[0] = isOlder[0] && letter.time().isBefore(since.minus(CLOCKS));
                    if ((withResubmitted || letter.resubmittedAt() == null) && filter.matches(letter)) {
                        letters.push(letter.cut(SHOWN_BYTES));
                    }
                }
                return true;
            });
            readDownTo = isOlder[0] && bytes[0] > 0 ? reader.first(partition) : from;
            window = bytes[0] > MANY_BYTES ? Math.max(10, window / 4) : Math.min(LARGEST_WINDOW, 2 * window);
        }
    }
}
