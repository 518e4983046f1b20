package io.mailbridge.webhook;

import io.mailbridge.event.JsonCodec;
import io.mailbridge.source.RequestRefused;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Bounds what the JSON and the events of all requests take together. The length of a body is no measure: 140 KB may be
 * 10,000 events of 2 KB. The sender of what does not fit is asked to retry; a single request always fits.
 */
final class MemoryReserver implements Processor {
    private static final int PER_BYTE = 2;
    /** Measured: an object with a number takes 54 bytes for each of its tokens, an empty one 42. */
    private static final int PER_TOKEN = 60;

    private static final int PER_EVENT = 2000;
    private static final int MAX_EVENTS = 10_000;

    private final long limit;
    private final AtomicLong reserved = new AtomicLong();

    /** @param limit bytes */
    MemoryReserver(long limit) {
        this.limit = limit;
    }

    /** Takes a share of the heap that leaves room for Kafka's buffer and for what requests share. */
    static MemoryReserver ofHeap() {
        return new MemoryReserver(Runtime.getRuntime().maxMemory() / 2);
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        long need = need(request.body());
        long all = reserved.addAndGet(need);
        if (all > limit && all > need) {
            reserved.addAndGet(-need);
            throw new RequestRefused(
                    request.source().profile().answers().overload(),
                    "Too much is being worked on. Please send it again.");
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                reserved.addAndGet(-need);
            }
        });
    }

    /** About how many bytes a body takes when it is read, mapped and written; forms and JSON in texts count as well. */
    static long need(byte[] body) {
        long tokens = 0;
        long objects = 0;
        for (byte character : body) {
            switch (character) {
                case '{' -> {
                    tokens++;
                    objects++;
                }
                case '[', ':', ',', '%' -> tokens++;
                default -> {
                    // part of a name or value
                }
            }
        }
        return (long) PER_BYTE * body.length
                + PER_TOKEN * Math.min(tokens, JsonCodec.MAX_TOKENS)
                + PER_EVENT * Math.min(objects, MAX_EVENTS);
    }
}
