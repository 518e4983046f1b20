package io.mailbridge.preview;

import org.apache.camel.Exchange;

/**
 * A step of a route.
 *
 * @param place file and line, as in adapt-events.camel.yaml:12; null where that is not known
 */
public record Step(String id, String place) {
    /** The step that an exchange is in. */
    static Step at(Exchange exchange) {
        String id = exchange.getExchangeExtension().getHistoryNodeId();
        String source = exchange.getExchangeExtension().getHistoryNodeSource();
        return id == null
                ? null
                : new Step(id, source == null ? null : source.replaceFirst("^.*[/:](?=[^/:]+:\\d+$)", ""));
    }

    @Override
    public String toString() {
        return id + (place == null ? "" : " (" + place + ')');
    }
}
