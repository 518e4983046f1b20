package io.mailbridge.bench.program;

import io.mailbridge.bench.load.LoadJob;
import io.mailbridge.bench.load.LoadResult;
import io.mailbridge.bench.load.LoadShape;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A program under load: one process or several that do the same work. */
public final class Target {
    private final String name;
    private final String topic;
    private final List<Long> pids;
    private final List<String> urls;
    private final int sources;
    private final AtomicLong acknowledged;

    Target(String name, String topic, List<Long> pids, List<String> urls, int sources) {
        this(name, topic, pids, urls, sources, new AtomicLong());
    }

    private Target(
            String name, String topic, List<Long> pids, List<String> urls, int sources, AtomicLong acknowledged) {
        this.name = name;
        this.topic = topic;
        this.pids = pids;
        this.urls = urls;
        this.sources = sources;
        this.acknowledged = acknowledged;
    }

    /** Both together; they share the count of acknowledged events, since they share the topic. */
    Target and(Target other, String both) {
        return new Target(both, topic, join(pids, other.pids), join(urls, other.urls), sources, acknowledged);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    public String name() {
        return name;
    }

    /** Of its first source, for a load that this process does not make. */
    public String url() {
        return urls.get(0).replace("{}", "0");
    }

    String topic() {
        return topic;
    }

    public List<Long> pids() {
        return pids;
    }

    public double cpuSeconds() {
        return pids.stream().mapToDouble(ProcessFigures::cpuSeconds).sum();
    }

    /** Events in requests that were answered 200. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Counts events in requests that another tool sent and that were answered 200. */
    public void acknowledge(long events) {
        acknowledged.addAndGet(events);
    }

    /** Returns when the load has ended; what was answered 200 is added to {@link #acknowledged}. */
    public LoadResult load(LoadTool tool, LoadShape shape) {
        LoadResult result = tool.run(LoadJob.of(urls, sources, shape));
        acknowledged.addAndGet(result.all().ok() * shape.events());
        return result;
    }
}
