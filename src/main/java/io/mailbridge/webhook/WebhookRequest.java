package io.mailbridge.webhook;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.log.RequestId;
import io.mailbridge.provider.Rejection;
import io.mailbridge.provider.Reply;
import io.mailbridge.provider.SetupMessage;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/** What is known of one request while it goes through the routes: an exchange property, never a message header. */
final class WebhookRequest {
    private static final String PROPERTY = "mailbridge.request";
    /** Exchange properties that receive-webhook branches on. */
    static final String HAS_REJECTIONS = "hasRejections";

    static final String HAS_EVENTS = "hasEvents";

    private final Source source;
    private final Instant receivedAt;
    private final ReceivedRequest received;
    private final List<Rejection> rejections = new ArrayList<>();
    private List<EmailEvent> events = List.of();
    private int dropped;
    private List<SetupMessage> setupMessages = List.of();
    private Reply reply;
    private List<OutboundRecord> records = List.of();
    private boolean unreadable;
    private boolean named;
    private LongConsumer memory = bytes -> {};

    WebhookRequest(Source source, Instant receivedAt, ReceivedRequest received) {
        this.source = source;
        this.receivedAt = receivedAt;
        this.received = received;
    }

    /** The request of this exchange. */
    static WebhookRequest of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WebhookRequest.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    Source source() {
        return source;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    byte[] body() {
        return received.body();
    }

    /** The request as it came, headers included. */
    ReceivedRequest received() {
        return received;
    }

    /** Takes further bytes for what the body becomes, or throws. */
    LongConsumer memory() {
        return memory;
    }

    void memory(LongConsumer reserved) {
        this.memory = reserved;
    }

    long number() {
        return received.number();
    }

    /** What names it in dead letters; from then on in its answer too. */
    String id() {
        named = true;
        return RequestId.text(number());
    }

    /** Names it in each line that this thread logs until it is closed, and in its answer. */
    MDC.MDCCloseable inLog() {
        named = true;
        return RequestId.inLog(number());
    }

    /** Whether somebody has asked for its id. */
    boolean isNamed() {
        return named;
    }

    /** What our last step passed on; events that a route takes out of the copy in the body are dropped. */
    List<EmailEvent> events() {
        return events;
    }

    void events(List<EmailEvent> handedOn) {
        this.events = handedOn;
    }

    /** How many events and records the route took out. */
    int dropped() {
        return dropped;
    }

    void drop(int count) {
        dropped += count;
    }

    /** What the platform sent to set up or to test the webhook. */
    List<SetupMessage> setupMessages() {
        return setupMessages;
    }

    void setupMessages(List<SetupMessage> found) {
        this.setupMessages = found;
    }

    /** What the platform wants to read in an answer of success, or null. */
    Reply reply() {
        return reply;
    }

    void reply(Reply wanted) {
        this.reply = wanted;
    }

    /** What the request becomes in Kafka, events first, then dead letters, as our last step passed it on. */
    List<OutboundRecord> records() {
        return records;
    }

    /** Puts the records into the body and keeps a list of them, since a route may change the body's. */
    void handOn(Exchange exchange, List<OutboundRecord> made) {
        records = List.copyOf(made);
        exchange.getMessage().setBody(made);
        exchange.setProperty(HAS_EVENTS, !made.isEmpty());
        exchange.setProperty(HAS_REJECTIONS, !rejections.isEmpty());
    }

    List<Rejection> rejections() {
        return rejections;
    }

    /** True where the whole body was no message of the platform. */
    boolean isUnreadable() {
        return unreadable;
    }

    void unreadable(Rejection rejection) {
        unreadable = true;
        events = List.of();
        records = List.of();
        rejections.clear();
        rejections.add(rejection);
    }
}
