package io.mailbridge.report;

import io.mailbridge.event.EventType;
import io.mailbridge.reading.SeenEvent;
import io.mailbridge.reading.SeenEventReader;
import io.mailbridge.reading.TimeWindow;
import io.mailbridge.report.Report.Count;
import io.mailbridge.report.Report.Group;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes a report of records, one after the other, in space that depends on the number of different events alone. */
public final class EventCounter {
    /** A campaign each message would make as many groups as there are messages. */
    private static final int MOST_GROUPS = 10_000;
    /** Reasons are few; the limit is for what routes and platforms may invent. */
    private static final int MOST_REASONS = 1_000;

    private static final String OTHERS = "(others)";

    private final List<Grouping> by;
    private final HashedSet ids = new HashedSet();
    private final HashedSet remembered = new HashedSet();
    private final Tally all = new Tally(remembered, 0);
    private final Map<List<String>, Tally> groups = new HashMap<>();
    private final Map<String, Long> bounceReasons = new HashMap<>();
    private final Map<String, Long> rejected = new HashMap<>();
    private final TreeSet<String> topics = new TreeSet<>();
    private final Delays delays = new Delays();
    private final Timeline timeline = new Timeline();
    private long repeated;
    private long unreadable;

    /** @param by what figures are given for each of; may be empty */
    public EventCounter(List<Grouping> by) {
        this.by = List.copyOf(by);
    }

    /** @param found a record of a topic of events */
    public void add(ConsumerRecord<byte[], byte[]> found) {
        SeenEvent event;
        try {
            event = SeenEventReader.read(found.value());
        } catch (IOException e) {
            unreadable++;
            return;
        }
        topics.add(found.topic());
        String id = event.id() == null ? found.topic() + found.partition() + '-' + found.offset() : event.id();
        long idHash = ids.hash(id);
        if (!ids.add(idHash)) {
            repeated++;
            return;
        }
        EventType type = event.type() == null
                ? EventType.UNKNOWN
                : EventType.ofWireName(event.type()).orElse(EventType.UNKNOWN);
        long message = message(event, idHash);
        all.add(event, type, message);
        if (!by.isEmpty()) {
            group(event).add(event, type, message);
        }
        if (type == EventType.BOUNCED) {
            count(bounceReasons, event.reason() == null ? "unknown" : event.reason());
        }
        if (event.occurredAt() == null) {
            delays.addUnknown();
        } else {
            delays.add(found.timestamp() - event.occurredAt().toEpochMilli());
        }
        timeline.add(found.timestamp(), type);
    }

    /** @param found a record of a topic of dead letters */
    public void addRejected(ConsumerRecord<byte[], byte[]> found) {
        Header reason = found.headers().lastHeader("reason");
        count(rejected, reason == null ? "unknown" : new String(reason.value(), StandardCharsets.UTF_8));
    }

    /** Without a message id two events cannot be of one message. */
    private long message(SeenEvent event, long idHash) {
        if (event.messageId() == null) {
            return idHash;
        }
        String recipient = event.recipient() == null ? "" : event.recipient().toLowerCase(Locale.ROOT);
        return ids.hash(event.provider() + '\n' + event.messageId() + '\n' + recipient);
    }

    private Tally group(SeenEvent event) {
        List<String> names = by.stream().map(grouping -> grouping.of(event)).toList();
        Tally tally = groups.get(names);
        if (tally == null) {
            List<String> added = groups.size() < MOST_GROUPS ? names : Collections.nCopies(by.size(), OTHERS);
            tally = groups.computeIfAbsent(added, key -> new Tally(remembered, groups.size() + 1L));
        }
        return tally;
    }

    private static void count(Map<String, Long> counts, String name) {
        counts.merge(counts.size() < MOST_REASONS || counts.containsKey(name) ? name : OTHERS, 1L, Long::sum);
    }

    public Report report(TimeWindow window, Instant made) {
        List<Group> found = groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue().totals()))
                .sorted(Comparator.comparingLong(
                                (Group group) -> -group.totals().events())
                        .thenComparing(group -> String.join("\n", group.names())))
                .toList();
        return new Report(
                window,
                made,
                List.copyOf(topics),
                repeated,
                unreadable,
                all.totals(),
                by,
                found,
                sorted(bounceReasons),
                sorted(rejected),
                delays.delay(),
                timeline.length(),
                timeline.steps());
    }

    private static List<Count> sorted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((Count count) -> -count.count())
                        .thenComparing(Count::name))
                .toList();
    }
}
