package io.mailbridge.http;

import io.mailbridge.source.Sources;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Camel's own engine of platform-http, but for /webhooks/{source}: there the door takes requests, and a request holds no
 * thread while it waits for Kafka.
 */
final class WebhookEngine extends VertxPlatformHttpEngine {
    private final WebhookDoor door;
    private final RequestStart start;

    WebhookEngine(WebhookDoor door, RequestStart start) {
        this.door = door;
        this.start = start;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.getPath().equals(Sources.PATH)) {
            return new WebhookConsumer(endpoint, processor, door, start);
        }
        return super.createConsumer(endpoint, processor);
    }
}
