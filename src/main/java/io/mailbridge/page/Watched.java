package io.mailbridge.page;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.publish.BrokerFaultDetector;
import io.mailbridge.publish.OutboundProducerFactory;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.mailbridge.source.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;

/**
 * The parts of the bridge that the page shows.
 *
 * @param maxRows of the buffer, 0 for no limit
 */
public record Watched(
        CamelContext context,
        MeterRegistry metrics,
        OutboundProducerFactory kafka,
        BrokerFaultDetector faults,
        PublishBreaker breaker,
        TopicAvailability topics,
        BufferMonitor buffer,
        long maxRows,
        Sources sources,
        Clock clock) {}
