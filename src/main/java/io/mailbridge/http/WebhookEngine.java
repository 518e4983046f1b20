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
    private final SharedThreads threads;

    /** @param threads start the routes */
    WebhookEngine(WebhookDoor door, SharedThreads threads) {
        this.door = door;
        this.threads = threads;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.getPath().equals(Sources.PATH)) {
            return new WebhookConsumer(endpoint, processor, door, threads);
        }
        return super.createConsumer(endpoint, processor);
    }
}
