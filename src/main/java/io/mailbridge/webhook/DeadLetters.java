package io.mailbridge.webhook;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Dead Letter Channel: adds a record for each rejection, so that events and dead letters are published in one pass. */
final class DeadLetters implements Processor, NonBlocking {
    private static final String STEP = "add-dead-letters";

    private final RecordMaker records;
    private final RecipientPrivacy privacy;

    DeadLetters(RecordMaker records, RecipientPrivacy privacy) {
        this.records = records;
        this.privacy = privacy;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<OutboundRecord> outbound = new ArrayList<>();
        for (Object element : BodyList.of(exchange, STEP, "records")) {
            outbound.add(BodyList.element(element, OutboundRecord.class, STEP));
        }
        request.drop(BodyList.gone(request.records(), outbound, OutboundRecord::eventId));
        for (Rejection rejection : request.rejections()) {
            Rejection letter = new Rejection(
                    rejection.reason(),
                    rejection.detail(),
                    privacy.ofDeadLetter().apply(rejection.raw()));
            outbound.add(records.deadLetter(request.source(), letter, request.receivedAt(), request.id()));
        }
        request.handOn(exchange, outbound);
    }
}
