package io.mailbridge.trace;

import io.mailbridge.event.OutboundRecord;
import java.util.List;
import org.apache.camel.Exchange;

/** The records in a body; none where an engineer's route sends something else. */
final class Records {
    private Records() {}

    static List<OutboundRecord> of(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof List<?> body
                ? body.stream()
                        .filter(OutboundRecord.class::isInstance)
                        .map(OutboundRecord.class::cast)
                        .toList()
                : List.of();
    }

    /** Those that Kafka has not acknowledged. */
    static List<OutboundRecord> left(Exchange exchange) {
        return of(exchange).stream()
                .filter(outbound -> !outbound.acknowledged())
                .toList();
    }
}
