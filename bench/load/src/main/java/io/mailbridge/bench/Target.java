package io.mailbridge.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A program under load: one process or several that do the same work. */
final class Target {
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

    /** Both together; what is acknowledged counts for both, since they have a topic in common. */
    Target and(Target other, String both) {
        return new Target(both, topic, join(pids, other.pids), join(urls, other.urls), sources, acknowledged);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    String name() {
        return name;
    }

    String topic() {
        return topic;
    }

    List<Long> pids() {
        return pids;
    }

    double cpuSeconds() {
        return pids.stream().mapToDouble(ProcessFigures::cpuSeconds).sum();
    }

    /** Events in requests that were answered 200. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Loads it, and keeps count of what it acknowledged. */
    LoadResult load(LoadTool tool, LoadJob job) {
        LoadResult result = tool.run(job, urls, sources);
        acknowledged.addAndGet(result.all().ok() * job.events());
        return result;
    }
}
