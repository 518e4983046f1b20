package io.mailbridge.bench.load;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The body of every load as text: delivered events in SendGrid's format, with marks where each event differs. */
public final class EventsText {
    private static final int NUMBER_DIGITS = 10;
    private static final int RECIPIENT_DIGITS = 4;
    private static final String EVENT = """
            {"email":"user%s@example.com","event":"delivered","timestamp":%d,"sg_event_id":"%s-%s",\
            "sg_message_id":"14c5d75ce93.dfd.64b469.%s","smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>",\
            "category":["newsletter","fr"],"response":"250 OK","marketing_campaign_id":12345}""";
    /** Where the recipient's number is, twice in each event. */
    static final String RECIPIENT = "~".repeat(RECIPIENT_DIGITS);
    /** Where the event's number is. */
    static final String NUMBER = "#".repeat(NUMBER_DIGITS);

    private EventsText() {}

    /** A body that can be posted as it is; its ids begin with a number that no other has. */
    public static String of(int events) {
        String run =
                String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
        long timestamp = System.currentTimeMillis() / 1000 - 2;
        String event = EVENT.formatted(RECIPIENT, timestamp, run, NUMBER, RECIPIENT);
        return "[" + (event + ",").repeat(events - 1) + event + "]";
    }
}
