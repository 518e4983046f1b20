package io.mailbridge.replay;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.RecordFaults;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Sorts the rows by what became of their records and hands the ids to the SQL that follows: acknowledged rows are
 * deleted, rows at fault are retried or parked, and rows that met an outage, failed with their batch or belong to a
 * topic that is out of service stay as they are.
 */
public final class ReplayOutcome implements Processor {
    private final int maxAttempts;

    public ReplayOutcome(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    @Override
    public void process(Exchange exchange) {
        List<Long> acknowledged = new ArrayList<>();
        Refused again = new Refused();
        Refused park = new Refused();
        for (ReplayBatch.Row row : ReplayBatch.of(exchange).rows()) {
            OutboundRecord outbound = row.outbound();
            if (outbound.acknowledged()) {
                acknowledged.add(row.id());
            } else if (RecordFaults.isOwnFault(outbound)) {
                (row.attempts() + 1 < maxAttempts ? again : park).add(row);
            }
        }
        Message message = exchange.getMessage();
        message.setHeader("acknowledged", acknowledged.toArray(Long[]::new));
        again.setHeaders(message, "again");
        park.setHeaders(message, "park");
        exchange.setProperty("hasRetries", !again.ids.isEmpty());
        exchange.setProperty("hasParked", !park.ids.isEmpty());
    }

    /** Ids, reasons and errors as arrays, under the parameter names of the SQL files. */
    private static final class Refused {
        private final List<Long> ids = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();

        void add(ReplayBatch.Row row) {
            ids.add(row.id());
            reasons.add(RecordFaults.reason(row.outbound().failure()));
            errors.add(String.valueOf(row.outbound().failure().getMessage()));
        }

        void setHeaders(Message message, String prefix) {
            message.setHeader(prefix + "Ids", ids.toArray(Long[]::new));
            message.setHeader(prefix + "Reasons", reasons.toArray(String[]::new));
            message.setHeader(prefix + "Errors", errors.toArray(String[]::new));
        }
    }
}
