package io.mailbridge.webhook;

import io.mailbridge.event.JsonCodec;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.Source;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Bounds what the JSON and the events of all requests take together. The length of a body is no measure: 140 KB may be
 * 10,000 events of 2 KB. The sender of what does not fit is asked to retry; a single request always fits. One source holds
 * at most four times what is free, so one whose requests wait leaves room to the others.
 */
final class MemoryReserver implements Processor, NonBlocking {
    private static final int PER_BYTE = 2;
    /** Measured: an object with a number takes 54 bytes for each of its tokens, an empty one 42. */
    private static final int PER_TOKEN = 60;

    private static final int PER_EVENT = 2000;
    private static final int MAX_EVENTS = 10_000;
    private static final int PER_BYTE_OF_FORM = 4;
    /** Measured: for a name in brackets 720 bytes are allocated in all. */
    private static final int PER_NAME = 700;

    /** Of 1,000 fields, each in 32 levels. */
    private static final int MAX_NAMES = 32_000;

    private static final int TIMES_FREE = 4;
    /** By byte: 1 for a token, and in the upper half 1 for an object. A branch for each byte took a tenth of a batch's time. */
    private static final long[] COUNTS = new long[256];

    static {
        for (char token : "[:,%{".toCharArray()) {
            COUNTS[token] = 1;
        }
        COUNTS['{'] += 1L << 32;
    }

    private final long limit;
    private final AtomicLong reserved = new AtomicLong();
    private final Map<String, AtomicLong> reservedBySource;

    /** @param limit bytes */
    MemoryReserver(long limit, Collection<String> sources) {
        this.limit = limit;
        this.reservedBySource = sources.stream().collect(Collectors.toMap(name -> name, name -> new AtomicLong()));
    }

    /** Takes a share of the heap that leaves room for Kafka's buffer and for what requests share. */
    static MemoryReserver ofHeap(Collection<String> sources) {
        return new MemoryReserver(Runtime.getRuntime().maxMemory() / 2, sources);
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        byte[] body = request.body();
        Share share = new Share(request.source());
        share.take(need(body) + (request.source().profile().isForm(body) ? needOfTree(body) : 0));
        request.memory(share::take);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                share.give(share.held);
            }
        });
    }

    /** What one request has reserved; used by one thread at a time. */
    private final class Share {
        private final Source source;
        private final AtomicLong ofSource;
        private long held;

        Share(Source source) {
            this.source = source;
            this.ofSource = reservedBySource.get(source.name());
        }

        void take(long bytes) {
            held += bytes;
            long own = ofSource.addAndGet(bytes);
            long all = reserved.addAndGet(bytes);
            if (all > held && !fits(own, all)) {
                give(bytes);
                throw new RequestRefused(
                        source.profile().answers().overload(), "Too much is being worked on. Please send it again.");
            }
        }

        void give(long bytes) {
            held -= bytes;
            ofSource.addAndGet(-bytes);
            reserved.addAndGet(-bytes);
        }
    }

    private boolean fits(long own, long all) {
        long free = limit - all;
        return free >= 0 && (reservedBySource.size() == 1 || own <= TIMES_FREE * free);
    }

    /** What a form takes besides: its fields, its tree, and its JSON, which is read again. */
    static long needOfTree(byte[] form) {
        long names = 1;
        for (int i = 0; i < form.length; i++) {
            boolean isBracket = form[i] == '[' || form[i] == '%' && isDigits(form, i + 1, "5b");
            if (form[i] == '&' || isBracket || form[i] == '-' && i + 1 < form.length && form[i + 1] == '-') {
                names++;
            }
        }
        return PER_EVENT + (long) PER_BYTE_OF_FORM * form.length + PER_NAME * Math.min(names, MAX_NAMES);
    }

    private static boolean isDigits(byte[] form, int at, String lowerCase) {
        return at + 1 < form.length
                && form[at] == lowerCase.charAt(0)
                && Character.toLowerCase(form[at + 1]) == lowerCase.charAt(1);
    }

    /** About how many bytes a body takes when it is read, mapped and written; forms and JSON in texts count as well. */
    static long need(byte[] body) {
        long counts = 0;
        for (byte character : body) {
            counts += COUNTS[character & 0xff];
        }
        long tokens = counts & 0xffff_ffffL;
        long objects = counts >>> 32;
        return (long) PER_BYTE * body.length
                + PER_TOKEN * Math.min(tokens, JsonCodec.MAX_TOKENS)
                + PER_EVENT * Math.min(objects, MAX_EVENTS);
    }
}
