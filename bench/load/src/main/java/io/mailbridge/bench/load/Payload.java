package io.mailbridge.bench.load;

import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.function.SerializableBiFunction;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Request bodies of events in SendGrid's format, each event with an id of its own. All requests patch the same byte array,
 * so that a body costs the load tool little; this is safe since one thread makes them all.
 */
final class Payload implements SerializableBiFunction<Session, Connection, ByteBuf> {
    private static final int RECIPIENTS = 5_000;
    private static final int NUMBER_DIGITS = 10;
    private static final int RECIPIENT_DIGITS = 4;
    private static final String EVENT = """
            {"email":"user%s@example.com","event":"delivered","timestamp":%d,"sg_event_id":"%s-%s",\
            "sg_message_id":"14c5d75ce93.dfd.64b469.%s","smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>",\
            "category":["newsletter","fr"],"response":"250 OK","marketing_campaign_id":12345}""";
    private static final String RECIPIENT = "~".repeat(RECIPIENT_DIGITS);
    private static final String NUMBER = "#".repeat(NUMBER_DIGITS);

    private final byte[] body;
    private final int[] numbers;
    private final int[] recipients;
    private long next;

    Payload(int events) {
        String run =
                String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
        long timestamp = Clock.systemUTC().instant().getEpochSecond() - 2;
        String event = EVENT.formatted(RECIPIENT, timestamp, run, NUMBER, RECIPIENT);
        String text = "[" + (event + ",").repeat(events - 1) + event + "]";
        body = text.getBytes(StandardCharsets.US_ASCII);
        numbers = positions(text, NUMBER);
        recipients = positions(text, RECIPIENT);
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
            write(next, numbers[i], NUMBER_DIGITS);
            long recipient = next % RECIPIENTS;
            write(recipient, recipients[2 * i], RECIPIENT_DIGITS);
            write(recipient, recipients[2 * i + 1], RECIPIENT_DIGITS);
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
