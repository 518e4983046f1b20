package io.mailbridge.report;

import io.mailbridge.reading.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happened to the messages of a time.
 *
 * @param made when it was read
 * @param topics of the events
 * @param repeated records left out, since another one has the same id
 * @param unreadable records left out, since their values are not JSON objects
 * @param by what the groups are
 * @param groups the largest first; what is beyond 10,000 of them is in one named "(others)"
 * @param bounceReasons the most frequent first
 * @param rejected dead letters, the most frequent reason first
 * @param step length of a step of the timeline
 */
public record Report(
        TimeWindow window,
        Instant made,
        List<String> topics,
        long repeated,
        long unreadable,
        Totals totals,
        List<Grouping> by,
        List<Group> groups,
        List<Count> bounceReasons,
        List<Count> rejected,
        Delay delay,
        Duration step,
        List<Timeline.Step> timeline) {
    /**
     * Figures of a part of the events.
     *
     * @param names one for each of what it is grouped by; empty where an event has none
     */
    public record Group(List<String> names, Totals totals) {}

    /** How often something was found. */
    public record Count(String name, long count) {}
}
