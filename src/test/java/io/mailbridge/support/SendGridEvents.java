package io.mailbridge.support;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Delivery events as SendGrid posts them, one for each id. */
public final class SendGridEvents {
    private static final String EVENT = """
            {"email":"reader-%d@example.com","timestamp":%d,"event":"delivered","smtp-id":"<%s@mail.example.com>",\
            "sg_event_id":"%s","sg_message_id":"%s.recvd-1","category":["receipts"],"ip":"192.0.2.10","tls":1,\
            "response":"250 2.0.0 OK","order_id":"1001"}""";
    private static final int RECIPIENTS = 1_000;

    private SendGridEvents() {}

    /** The request body for events with these {@code sg_event_id}s. */
    public static String batch(List<String> ids) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        return ids.stream()
                .map(id -> EVENT.formatted(Math.floorMod(id.hashCode(), RECIPIENTS), now, id, id, id))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
