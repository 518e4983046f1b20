package io.mailbridge.replay;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.log.RareLog;
import io.mailbridge.publish.RecordFaults;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters a batch into the ledger after its commit, and reports to the pacer how it went. */
public final class ReplayLedger implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayLedger.class);
    /** Whoever may post can send records that are too large. */
    private static final RareLog RARELY = new RareLog(LOG);

    private final Ledger ledger;
    private final ReplayPacer pacer;
    private final int maxAttempts;

    public ReplayLedger(Ledger ledger, ReplayPacer pacer, int maxAttempts) {
        this.ledger = ledger;
        this.pacer = pacer;
        this.maxAttempts = maxAttempts;
    }

    @Override
    public void process(Exchange exchange) {
        int acknowledged = 0;
        int refused = 0;
        int inLargeBatch = 0;
        Exception outage = null;
        boolean metOutage = false;
        List<ReplayBatch.Row> rows = ReplayBatch.of(exchange).rows();
        for (ReplayBatch.Row row : rows) {
            OutboundRecord outbound = row.outbound();
            if (outbound.acknowledged()) {
                acknowledged++;
                ledger.replayed(outbound.tag());
            } else if (RecordFaults.isBrokerFault(outbound)) {
                metOutage = true;
                outage = outbound.failure();
            } else if (RecordFaults.isBatchFault(outbound)) {
                inLargeBatch++;
            } else if (RecordFaults.isOwnFault(outbound)) {
                refused++;
                countParked(row);
            }
        }
        pacer.sendAlone(inLargeBatch);
        if (acknowledged > 0) {
            pacer.sent(ReplayRun.of(exchange), acknowledged);
        } else if (!metOutage) {
            pacer.goOn(ReplayRun.of(exchange), refused);
        } else {
            pacer.metOutage(outage);
        }
    }

    private void countParked(ReplayBatch.Row row) {
        if (row.attempts() + 1 >= maxAttempts) {
            String reason = RecordFaults.reason(row.outbound().failure());
            ledger.parked(row.outbound().tag(), reason);
            String source = row.outbound().tag().source();
            RARELY.warn("Records of source " + source + " are parked after " + maxAttempts + " tries: " + reason);
        }
    }

    /** Counts the rows that expire-events moved; its SQL returns source, provider and rejection of each. */
    public void expired(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        for (Object element : rows) {
            Map<?, ?> row = (Map<?, ?>) element;
            Tag tag = new Tag((String) row.get("source"), (String) row.get("provider"), (String) row.get("rejection"));
            ledger.parked(tag, "expired");
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !rows.isEmpty());
        if (!rows.isEmpty()) {
            LOG.warn("{} rows were older than bridge.buffer.retention and are parked as expired", rows.size());
        }
    }
}
