package io.mailbridge.webhook;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.log.RareLog;
import io.mailbridge.log.RequestId;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place where a failure becomes an HTTP status: what was refused keeps its own; everything else is a fault of
 * ours, for which the sender is asked to retry in the way its platform understands.
 */
final class FailureAnswer implements Processor, NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(FailureAnswer.class);

    private static final RareLog RARELY = new RareLog(LOG);

    private final Ledger ledger;

    FailureAnswer(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.getMessage().removeHeaders("*");
        WebhookRequest request = WebhookRequest.of(exchange);
        long number = number(request, exchange.getMessage());
        if (cause instanceof RequestRefused refused) {
            if (refused.challenge() != null) {
                exchange.getMessage().setHeader("WWW-Authenticate", refused.challenge());
            }
            WebhookAnswer.answer(exchange, new Problem(refused.status(), refused.getMessage(), number));
            return;
        }
        log(exchange, cause, number);
        if (request != null) {
            // the sender will send them all again, but these are on the topic or in the buffer already
            request.records().stream()
                    .filter(OutboundRecord::isDurable)
                    .forEach(outbound -> WebhookAnswer.enter(ledger, request, outbound));
        }
        int status =
                request == null ? 503 : request.source().profile().answers().overload();
        WebhookAnswer.answer(
                exchange,
                new Problem(status, "The events could not be stored safely now. Please send them again.", number));
    }

    private static void log(Exchange exchange, Exception cause, long number) {
        try (MDC.MDCCloseable named = RequestId.inLog(number)) {
            if (cause != null && cause.getCause() instanceof VirtualMachineError error) {
                LOG.error("A request met an error of the JVM", error);
            }
            RARELY.warn(failure(exchange, cause));
            LOG.debug("A request could not be made durable", cause);
        }
    }

    /** What was refused before it was known to be of a source is still as it came. */
    private static long number(WebhookRequest request, Message message) {
        if (request != null) {
            return request.number();
        }
        return message.getBody() instanceof ReceivedRequest received ? received.number() : RequestId.next();
    }

    /** The message of any other exception may quote the payload. */
    private static String failure(Exchange exchange, Exception cause) {
        String step = FailedStep.of(exchange);
        String what = cause instanceof RouteMistake ? cause.getMessage() : String.valueOf(kind(cause));
        return "A request could not be made durable, its sender is asked to retry; step " + step + ": " + what;
    }

    private static String kind(Throwable cause) {
        Throwable innermost = cause;
        while (innermost != null && innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost == null ? null : innermost.getClass().getName();
    }
}
