package io.mailbridge.page;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the counters said at one moment, read in one pass over the metrics; nothing is counted for it on the way of an event. */
final class Reading {
    /** What senders have not asked for is not timed. */
    private static final String PROBE = "probe";

    private final Map<String, Double> sums = new TreeMap<>();
    private final Map<String, Double> receivedBySource = new TreeMap<>();
    private final Map<String, Map<String, Double>> rejected = new TreeMap<>();
    private final Map<String, Map<String, Double>> answers = new TreeMap<>();
    private final Map<String, Double> parkedRows = new TreeMap<>();
    private final Map<String, Double> sentByTopic;
    private final long nanos;
    private Latencies latencies = Latencies.NONE;

    /**
     * @param sentByTopic records that Kafka's client has sent
     * @param nanos when, by the monotonic clock
     */
    Reading(MeterRegistry metrics, Map<String, Double> sentByTopic, long nanos) {
        this.sentByTopic = sentByTopic;
        this.nanos = nanos;
        metrics.getMeters().forEach(this::take);
    }

    private void take(Meter meter) {
        String name = meter.getId().getName();
        if (!name.startsWith("bridge.")) {
            return;
        }
        if (meter instanceof Counter counter) {
            sums.merge(name, counter.count(), Double::sum);
            if (name.equals("bridge.events.received")) {
                receivedBySource.merge(source(meter), counter.count(), Double::sum);
            } else if (name.equals("bridge.events.rejected")) {
                add(rejected, source(meter), meter.getId().getTag("reason"), counter.count());
            }
        } else if (meter instanceof Timer timer && name.equals("bridge.requests")) {
            String outcome = meter.getId().getTag("outcome");
            add(answers, source(meter), outcome, timer.count());
            if (!PROBE.equals(outcome)) {
                latencies = latencies.plus(timer);
            }
        } else if (meter instanceof Gauge gauge) {
            if (name.equals("bridge.buffer.parked")) {
                parkedRows.merge(meter.getId().getTag("reason"), gauge.value(), Double::sum);
            } else {
                sums.merge(name, gauge.value(), Double::sum);
            }
        }
    }

    private static String source(Meter meter) {
        return meter.getId().getTag("source");
    }

    private static void add(Map<String, Map<String, Double>> counts, String source, String key, double count) {
        counts.computeIfAbsent(source, name -> new TreeMap<>()).merge(key, count, Double::sum);
    }

    /** Of a counter or gauge of the bridge, over all its tags; 0 where there is none yet. */
    double sum(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    double received(String source) {
        return receivedBySource.getOrDefault(source, 0.0);
    }

    /** Dead letters of a source by their reason. */
    Map<String, Double> rejected(String source) {
        return rejected.getOrDefault(source, Map.of());
    }

    /** Requests of a source by their outcome. */
    Map<String, Double> answers(String source) {
        return answers.getOrDefault(source, Map.of());
    }

    /** Rows of parked_event by their reason, as counted last. */
    Map<String, Double> parkedRows() {
        return parkedRows;
    }

    Map<String, Double> sentByTopic() {
        return sentByTopic;
    }

    /** NaN where Kafka's client has sent nothing to the topic. */
    double sent(String topic) {
        return sentByTopic.getOrDefault(topic, Double.NaN);
    }

    Latencies latencies() {
        return latencies;
    }

    long nanos() {
        return nanos;
    }

    /**
     * So much a second of something that only grows; NaN where it is not known.
     *
     * @param before null where there is no earlier reading
     */
    double rate(Reading before, ToDoubleFunction<Reading> count) {
        return before == null || nanos == before.nanos
                ? Double.NaN
                : Math.max(0, count.applyAsDouble(this) - count.applyAsDouble(before)) / seconds(before);
    }

    double seconds(Reading earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }
}
