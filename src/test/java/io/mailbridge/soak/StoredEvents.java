package io.mailbridge.soak;

import io.mailbridge.support.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what is on the topics with what was sent: nothing that was answered 200 is missing, each copy has the bytes that it
 * should have, and each further one a reason. It keeps eight bytes for each event, and more only for copies.
 */
final class StoredEvents {
    private static final Pattern NUMBER = Pattern.compile("soak-(\\d+)-");
    private static final int MOST_FAULTS = 20;

    private final Tally tally;
    private final long[] firstSentAt;
    private final Map<Integer, Set<Long>> furtherSends = new HashMap<>();
    private final Map<Integer, String> ids = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long records;
    private int copies;

    StoredEvents(Tally tally) {
        this.tally = tally;
        this.firstSentAt = new long[tally.events()];
    }

    void add(TopicRecord record, boolean deadLetter) {
        records++;
        Matcher matcher = NUMBER.matcher(new String(record.value(), StandardCharsets.UTF_8));
        int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
        if (number < 0 || tally.requests(number) == 0) {
            fault("a record that nobody sent: " + record.id());
            return;
        }
        Platform platform = Platform.valueOf(record.headers()
                .get(deadLetter ? "provider" : "ce_source")
                .replace("/webhooks/", "")
                .toUpperCase(Locale.ROOT));
        Expected expected = Expected.of(platform, number);
        if (!expected.isIn(record, deadLetter)) {
            fault("event " + number + " was changed: " + new String(record.value(), StandardCharsets.UTF_8)
                    + " in place of " + expected.value());
        }
        if (firstSentAt[number] == 0) {
            firstSentAt[number] = record.timestamp();
        } else {
            copies++;
            if (record.timestamp() != firstSentAt[number]) {
                furtherSends.computeIfAbsent(number, any -> new HashSet<>()).add(record.timestamp());
                ids.put(number, expected.id());
            }
        }
    }

    /**
     * @param rows which of these ids were ever in the buffer
     * @return a sentence with figures
     * @throws AssertionError if an event is missing, was changed, or is there again without a reason
     */
    String judged(UnaryOperator<Set<String>> rows) {
        for (int number = 0; number < firstSentAt.length; number++) {
            if (tally.isAccepted(number) && firstSentAt[number] == 0) {
                fault("event " + number + " was answered 200 and is stored nowhere");
            }
        }
        Set<Integer> unexplained = furtherSends.entrySet().stream()
                .filter(entry -> entry.getValue().size() + 1 > tally.requests(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        int replayed = unexplained.size();
        Set<String> buffered = rows.apply(unexplained.stream().map(ids::get).collect(Collectors.toSet()));
        unexplained.removeIf(number -> buffered.contains(ids.get(number)));
        unexplained.forEach(
                number -> fault("event " + number + " was sent to Kafka again, without a request or a row"));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
        return "%,d events answered 200, all found in %,d records; %,d copies, %,d of them of a replay"
                .formatted(tally.acceptedEvents(), records, copies, replayed);
    }

    private void fault(String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(what);
        }
    }
}
