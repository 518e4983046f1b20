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

    /** The start, then a line for each second and one for all: requests, answers, 200s, errors; p50, p99 and max in us. */
    synchronized void print(PrintStream out) {
        out.println("start " + startMillis);
        StatisticsSnapshot all = new StatisticsSnapshot();
        Histogram allTimes = Stopwatch.empty();
        for (Map.Entry<Integer, StatisticsSnapshot> second : seconds.entrySet()) {
            Histogram times = Stopwatch.empty();
            for (Stopwatch stopwatch : stopwatches) {
                times.add(stopwatch.seconds().getOrDefault(second.getKey(), Stopwatch.empty()));
            }
            out.println("second " + second.getKey() + " " + figures(second.getValue(), times));
            all.add(second.getValue());
        }
        stopwatches.forEach(stopwatch -> stopwatch.seconds().values().forEach(allTimes::add));
        out.println("all 0 " + figures(all, allTimes));
    }

    private static String figures(StatisticsSnapshot of, Histogram times) {
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
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getMaxValue());
    }
}
