package io.mailbridge.replay;

import io.mailbridge.event.OutboundRecord;
import java.util.List;
import org.apache.camel.Exchange;

/** The rows of one transaction and the records made of them, in the same order: an exchange property. */
record ReplayBatch(List<Row> rows) {
    private static final String PROPERTY = "mailbridge.replay";

    /** @param attempts tries before this one that failed because of the record */
    record Row(long id, int attempts, OutboundRecord outbound) {}

    static ReplayBatch of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, ReplayBatch.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    List<OutboundRecord> records() {
        return rows.stream().map(Row::outbound).toList();
    }
}
