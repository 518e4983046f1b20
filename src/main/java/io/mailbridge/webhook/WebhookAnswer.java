package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.http.Problem;
import io.mailbridge.provider.SetupMessage;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Last step of receive-webhook: makes sure that every event is durable, enters them into the ledger and answers. */
final class WebhookAnswer implements Processor {
    private final Ledger ledger;

    WebhookAnswer(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        // routes can be edited: a breaker without its fallback must not make a 200 of a loss
        if (!request.records().stream().allMatch(OutboundRecord::isDurable)) {
            throw new IllegalStateException("publish-events has passed on records that are not durable");
        }
        request.records().forEach(record -> enter(ledger, request, record));
        countWhatIsNotPublishedAsKnown(request);
        if (request.isUnreadable()) {
            answer(exchange, new Problem(400, request.rejections().get(0).detail()));
            return;
        }
        int rejected = request.rejections().size();
        int accepted = request.records().size() - rejected;
        int success = request.source().profile().answers().success();
        answer(exchange, success, "application/json", "{\"accepted\":" + accepted + ",\"rejected\":" + rejected + "}");
    }

    private void countWhatIsNotPublishedAsKnown(WebhookRequest request) {
        for (EmailEvent event : request.events()) {
            if (event.type() == EventType.UNKNOWN) {
                ledger.unknown(request.source().eventTag());
            }
        }
        for (SetupMessage message : request.setupMessages()) {
            ledger.setupMessage(request.source().eventTag(), message.kind().name());
        }
    }

    /** Enters a durable record into the ledger. */
    static void enter(Ledger ledger, WebhookRequest request, OutboundRecord outbound) {
        ledger.received(request.source().eventTag());
        if (outbound.tag().isDeadLetter()) {
            ledger.rejected(outbound.tag());
        }
    }

    static void answer(Exchange exchange, Problem problem) {
        if (problem.isRetryable()) {
            exchange.getMessage().setHeader("Retry-After", Problem.RETRY_AFTER_SECONDS);
        }
        answer(exchange, problem.status(), Problem.CONTENT_TYPE, problem.json());
    }

    private static void answer(Exchange exchange, int status, String contentType, String body) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        // bytes can be read twice: a tracer reads the body, too
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
    }
}
