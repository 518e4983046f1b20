package io.mailbridge.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What decides how the bridge is.
 *
 * @param taking false where the route of the webhooks does not run
 * @param overloaded true where requests are refused since more come than can be done
 * @param kafkaSince since when Kafka is as it is; also of a forced breaker
 * @param kafkaWhy what Kafka's client said last; empty where it said nothing
 * @param forcedBecause the operator's reason
 * @param bufferWhy why the buffer takes no rows, empty while it does
 * @param bufferSince since when the buffer takes rows, or takes none
 * @param depth events that wait in the buffer
 * @param oldestSeconds age of the one that waits longest
 * @param usage rows by bridge.buffer.max-rows
 * @param replay running, paused or stopped
 * @param pausedBecause the operator's reason
 * @param topicsOut topics out of service, and why
 * @param received events of the last 15 minutes
 * @param rejected dead letters of the last 15 minutes
 * @param silent sources without events for an hour or more that had some before
 * @param parked rows of parked_event
 */
record Situation(
        boolean taking,
        boolean overloaded,
        KafkaState kafka,
        Instant kafkaSince,
        String kafkaWhy,
        String forcedBecause,
        String bufferWhy,
        Instant bufferSince,
        double depth,
        double oldestSeconds,
        double usage,
        String replay,
        String pausedBecause,
        Map<String, String> topicsOut,
        double received,
        double rejected,
        Map<String, Duration> silent,
        double parked) {
    boolean isBuffering() {
        return bufferWhy.isEmpty();
    }
}
