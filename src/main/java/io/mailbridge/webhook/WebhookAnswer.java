package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.log.RequestId;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.provider.Answers;
import io.mailbridge.provider.Reply;
import io.mailbridge.provider.SetupMessage;
import io.mailbridge.source.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Last step of receive-webhook: makes sure that every event is durable, enters them into the ledger and answers. */
final class WebhookAnswer implements Processor, NonBlocking {
    private static final int UNREADABLE = 400;
    private static final String JSON = "application/json";
    /** Whoever waits for a reply wants 200 and no other success. */
    private static final int SUCCESS_OF_SETUP = 200;

    private final Ledger ledger;

    WebhookAnswer(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        List<OutboundRecord> published = published(exchange, request);
        // routes can be edited: a breaker without its fallback must not turn a loss into a 200
        if (!published.stream().allMatch(OutboundRecord::isDurable)) {
            throw new RouteMistake("publish-events has passed on records that are not durable");
        }
        int rejected = 0;
        for (OutboundRecord outbound : published) {
            enter(ledger, request, outbound);
            rejected += outbound.tag().isDeadLetter() ? 1 : 0;
        }
        ledger.dropped(request.source().eventTag(), request.dropped());
        countWhatIsNotPublishedAsKnown(request);
        // headers that a step set for the records are not for the sender
        exchange.getMessage().removeHeaders("*");
        Answers answers = request.source().profile().answers();
        // to a platform that would give up, it is one dead letter more: sending it again would not mend it
        if (request.isUnreadable() && !answers.never().contains(UNREADABLE)) {
            answer(exchange, new Problem(UNREADABLE, request.rejections().get(0).detail(), request.number()));
            return;
        }
        if (request.isNamed()) {
            exchange.getMessage().setHeader(RequestId.HEADER, request.id());
        }
        int success = answers.success();
        String counts = counts(published.size() - rejected, rejected, request.dropped());
        Reply reply = request.reply();
        if (reply == null) {
            answer(exchange, success, JSON, counts);
            return;
        }
        // it holds what a stranger may have sent
        exchange.getMessage().setHeader("X-Content-Type-Options", "nosniff");
        String members = reply.members().toString();
        if (reply.whole() && published.isEmpty()) {
            answer(exchange, SUCCESS_OF_SETUP, JSON, members);
        } else {
            answer(exchange, success, JSON, joined(counts, members));
        }
    }

    /** One object with the members of both. */
    private static String joined(String object, String further) {
        return further.length() == 2 ? object : object.substring(0, object.length() - 1) + ',' + further.substring(1);
    }

    private static String counts(int accepted, int rejected, int dropped) {
        String drops = dropped == 0 ? "" : ",\"dropped\":" + dropped;
        return "{\"accepted\":" + accepted + ",\"rejected\":" + rejected + drops + '}';
    }

    /** What the route made of the records; those that it took out and that went nowhere are dropped. */
    private static List<OutboundRecord> published(Exchange exchange, WebhookRequest request) {
        List<OutboundRecord> made = request.records();
        if (!(exchange.getMessage().getBody() instanceof List<?> last)
                || !last.stream().allMatch(OutboundRecord.class::isInstance)
                || BodyList.isSame(made, last)) {
            return made;
        }
        List<OutboundRecord> published = new ArrayList<>();
        last.forEach(element -> published.add((OutboundRecord) element));
        // a step after publish-events may use the body for something else
        Set<OutboundRecord> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(published);
        made.stream()
                .filter(outbound -> outbound.isDurable() && !left.contains(outbound))
                .forEach(published::add);
        request.drop(BodyList.gone(made, published, OutboundRecord::eventId));
        return published;
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
        exchange.getMessage().setHeader(RequestId.HEADER, problem.requestId());
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
