package io.mailbridge.routes;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;

/** Records for routes to carry. */
final class Records {
    private static final Tag TAG = new Tag("demo", "sendgrid", null);

    private Records() {}

    static OutboundRecord record(String id) {
        byte[] value = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return new OutboundRecord(TAG, id, "email-events", null, value, List.of());
    }

    static List<OutboundRecord> records(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> record("id-" + i)).toList());
    }

    @SuppressWarnings("unchecked")
    static List<OutboundRecord> of(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
