package io.mailbridge.audit;

import java.util.List;

/**
 * What the processes of a fleet have counted since each was started, added up (docs/architecture.md, The books).
 *
 * @param parked events; dead letters that are parked are in {@code rejected}
 * @param discarded parked rows, events among them, that were deleted by bridge.buffer.parked-retention
 * @param lateAcknowledgements records that arrived after they had been given up, and are in the buffer too
 */
public record Books(
        long received,
        long published,
        long buffered,
        long replayed,
        long rejected,
        long dropped,
        long parked,
        long discarded,
        long lateAcknowledgements) {

    static Books of(List<MetricsPage> pages) {
        return new Books(
                sum(pages, "bridge_events_received_total"),
                sum(pages, "bridge_events_published_total"),
                sum(pages, "bridge_events_buffered_total"),
                sum(pages, "bridge_events_replayed_total"),
                sum(pages, "bridge_events_rejected_total"),
                sum(pages, "bridge_events_dropped_by_route_total"),
                sum(pages, "bridge_events_parked_total"),
                sum(pages, "bridge_parked_discarded_total"),
                sum(pages, "bridge_kafka_late_acknowledgements_total"));
    }

    private static long sum(List<MetricsPage> pages, String name) {
        return Math.round(pages.stream().mapToDouble(page -> page.sum(name)).sum());
    }
}
