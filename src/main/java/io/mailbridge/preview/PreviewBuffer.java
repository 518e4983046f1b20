package io.mailbridge.preview;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.RecordHeaders;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;

/** Stands in for the group commit of buffer-events: takes what it would insert, and runs none of its steps. */
final class PreviewBuffer implements TransactedPolicy {
    private final RecordHeaders headers = new RecordHeaders();
    private final Consumer<OutboundRecord> stored;

    /** @param stored receives each record, with all headers it would have */
    PreviewBuffer(Consumer<OutboundRecord> stored) {
        this.stored = stored;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the definition is not changed
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            for (Object element : exchange.getMessage().getBody(List.class)) {
                OutboundRecord outbound = (OutboundRecord) element;
                if (!outbound.acknowledged()) {
                    outbound.takeOn(headers.of(exchange));
                    outbound.store();
                    stored.accept(outbound);
                }
            }
        };
    }
}
