package io.mailbridge.bench.load;

import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.statistics.StatisticsCollector;
import io.hyperfoil.core.util.CountDown;
import io.hyperfoil.http.statistics.HttpStats;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The answers to a job's requests, by the second the requests were sent in, over all of its phases. */
final class AnswerCounts implements StatisticsCollector.StatisticsConsumer {
    private final Map<Integer, StatisticsSnapshot> seconds = new TreeMap<>();
    private final List<Stopwatch> stopwatches;
    private long startMillis;

    AnswerCounts(List<Stopwatch> stopwatches) {
        this.stopwatches = stopwatches;
    }

    @Override
    public synchronized void accept(
            Phase phase, int stepId, String metric, StatisticsSnapshot snapshot, CountDown countDown) {
        StatisticsSnapshot second = seconds.computeIfAbsent(snapshot.sequenceId, id -> new StatisticsSnapshot());
        second.add(snapshot);
    }

    /** Wall-clock time at which the first request was due. */
    synchronized void startedAt(long millis) {
        startMillis = millis;
    }

    /**
     * The start, then a line for each second and one for all: requests, answers, 200s, errors; p50 and p99 of the 200s
     * and the slowest of all answers, in us.
     */
    synchronized void print(PrintStream out) {
        out.println("start " + startMillis);
        StatisticsSnapshot all = new StatisticsSnapshot();
        for (Map.Entry<Integer, StatisticsSnapshot> second : seconds.entrySet()) {
            int number = second.getKey();
            out.println("second " + number + " "
                    + figures(
                            second.getValue(),
                            sum(watch -> one(watch.accepted(), number)),
                            sum(watch -> one(watch.all(), number))));
            all.add(second.getValue());
        }
        out.println("all 0 "
                + figures(
                        all,
                        sum(watch -> watch.accepted().values().stream()),
                        sum(watch -> watch.all().values().stream())));
    }

    private static Stream<Histogram> one(Map<Integer, Histogram> bySecond, int second) {
        return Stream.ofNullable(bySecond.get(second));
    }

    private Histogram sum(Function<Stopwatch, Stream<Histogram>> parts) {
        Histogram sum = Stopwatch.empty();
        stopwatches.stream().flatMap(parts).forEach(sum::add);
        return sum;
    }

    private static String figures(StatisticsSnapshot of, Histogram accepted, Histogram answered) {
        HttpStats http = HttpStats.get(of);
        int ok = http == null ? 0 : http.status_2xx;
        long errors = of.connectionErrors + of.requestTimeouts + of.internalErrors;
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d",
                of.requestCount,
                of.responseCount,
                ok,
                errors,
                accepted.getValueAtPercentile(50),
                accepted.getValueAtPercentile(99),
                answered.getMaxValue());
    }
}
