package io.mailbridge.bench.load;

import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.function.SerializableBiFunction;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Request bodies of events in SendGrid's format, each event with an id of its own. All requests patch the same byte array,
 * so that a body costs the load tool little; this is safe since one thread makes them all.
 */
final class Payload implements SerializableBiFunction<Session, Connection, ByteBuf> {
    private static final int RECIPIENTS = 5_000;

    private final byte[] body;
    private final int[] numbers;
    private final int[] recipients;
    private long next;

    Payload(int events) {
        String text = EventsText.of(events);
        body = text.getBytes(StandardCharsets.US_ASCII);
        numbers = positions(text, EventsText.NUMBER);
        recipients = positions(text, EventsText.RECIPIENT);
    }

    @Override
    public ByteBuf apply(Session session, Connection connection) {
        byte[] bytes = next();
        return connection.context().alloc().buffer(bytes.length).writeBytes(bytes);
    }

    /** The next body, in an array that the next call overwrites. */
    byte[] next() {
        for (int i = 0; i < numbers.length; i++) {
            next++;
            write(next, numbers[i], EventsText.NUMBER.length());
            long recipient = next % RECIPIENTS;
            write(recipient, recipients[2 * i], EventsText.RECIPIENT.length());
            write(recipient, recipients[2 * i + 1], EventsText.RECIPIENT.length());
        }
        return body;
    }

    private void write(long number, int position, int digits) {
        long rest = number;
        for (int i = position + digits - 1; i >= position; i--) {
            body[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int[] positions(String text, String mark) {
        List<Integer> positions = new ArrayList<>();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            positions.add(at);
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }
}
