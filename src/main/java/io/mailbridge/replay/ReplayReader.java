package io.mailbridge.replay;

import io.mailbridge.buffer.BufferRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes records of the claimed rows, for send-to-kafka. */
public final class ReplayReader implements Processor {
    /** Exchange property that replay-batch and replay-lane branch on. */
    static final String HAS_ROWS = "hasRows";

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        List<ReplayBatch.Row> rows = new ArrayList<>();
        for (Object element : exchange.getMessage().getBody(List.class)) {
            Map<String, Object> row = (Map<String, Object>) element;
            rows.add(new ReplayBatch.Row(
                    ((Number) row.get("id")).longValue(),
                    ((Number) row.get("attempts")).intValue(),
                    BufferRows.record(row)));
        }
        ReplayBatch batch = new ReplayBatch(rows);
        batch.attachTo(exchange);
        ReplayRun run = ReplayRun.of(exchange);
        if (run != null) {
            run.read(Claim.of(exchange), rows);
        }
        exchange.setProperty(HAS_ROWS, !rows.isEmpty());
        exchange.getMessage().setBody(batch.records());
    }
}
