package io.mailbridge.publish;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.loop.NonBlocking;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Follows send-to-kafka within the breaker: counts what Kafka acknowledged, and fails the attempt where Kafka is at
 * fault, so that the breaker counts it. A fault of a record or topic does not; its records are buffered after the
 * breaker.
 */
public final class BrokerFaultDetector implements Processor, NonBlocking {
    /** Exchange property that publish-events branches on: a record was refused because of itself or its topic. */
    static final String HAS_REFUSED = "hasRefused";

    private final Ledger ledger;
    private volatile String lastFault = "";

    public BrokerFaultDetector(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What failed the last attempt that counted as a fault of the brokers; empty before the first one. */
    public String lastFault() {
        return lastFault;
    }

    @Override
    public void process(Exchange exchange) {
        BrokerUnavailable fault = null;
        boolean refused = false;
        boolean tried = false;
        for (Object element : exchange.getMessage().getBody(List.class)) {
            OutboundRecord outbound = (OutboundRecord) element;
            tried = tried || !RecordFaults.isTopicFault(outbound);
            if (outbound.acknowledged()) {
                ledger.published(outbound.tag());
            } else if (!RecordFaults.isBrokerFault(outbound)) {
                refused = true;
            } else if (fault == null) {
                Exception failure = outbound.failure();
                fault = new BrokerUnavailable(failure == null ? new TimeoutException("no outcome") : failure);
            }
        }
        // after a fault the whole list goes to the buffer, refused records included
        exchange.setProperty(HAS_REFUSED, refused && fault == null);
        if (!tried) {
            // records that were not sent say nothing about Kafka, but would close a half-open breaker
            exchange.setProperty(AsyncCircuitBreaker.NOT_TRIED, true);
        }
        if (fault != null) {
            lastFault = RootCause.message(fault);
            throw fault;
        }
    }
}
