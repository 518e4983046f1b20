package io.mailbridge.webhook;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.provider.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Dead Letter Channel: adds a record for each rejection, so that events and dead letters are published in one pass. */
final class DeadLetters implements Processor {
    private final RecordMaker records;

    DeadLetters(RecordMaker records) {
        this.records = records;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<OutboundRecord> outbound = new ArrayList<>(request.records());
        for (Rejection rejection : request.rejections()) {
            outbound.add(records.deadLetter(request.source(), rejection, request.receivedAt()));
        }
        request.records(outbound);
        exchange.getMessage().setBody(outbound);
    }
}
