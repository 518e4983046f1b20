package io.mailbridge.http;

import io.mailbridge.source.ReceivedRequest;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/**
 * Starts an exchange for each request that the door lets in, and writes its answer whenever the route is done. The body
 * of the message is the {@link ReceivedRequest}; no header of the client is put on the message.
 */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable, Opening.Entry {
    private final WebhookDoor door;
    private final RequestStart start;
    private NonBlockingRoutes routes;

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor, WebhookDoor door, RequestStart start) {
        super(endpoint, processor);
        this.door = door;
        this.start = start;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        routes = new NonBlockingRoutes(getEndpoint().getCamelContext(), this::routeId);
        door.opening().connect(this);
    }

    @Override
    protected void doStop() throws Exception {
        door.opening().disconnect(this);
        routes.forget();
        super.doStop();
    }

    /** The route has another consumer, Camel's own, which calls this one. */
    private String routeId() {
        return getEndpoint().getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint() == getEndpoint())
                .map(Route::getRouteId)
                .findFirst()
                .orElse("");
    }

    /** Called on the event loop, to which the answer comes back. */
    @Override
    public void receive(RequestReader sender, ReceivedRequest request) {
        // made here, since its clock tells the buffer how long the request has waited for a thread
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(request);
        boolean neverWaits = routes.neverWait() && !sender.source().fetches();
        start.start(sender::onEventLoop, request.body().length, neverWaits, () -> route(sender, exchange));
    }

    private void route(RequestReader sender, Exchange exchange) {
        if (!door.begins(sender)) {
            sender.onEventLoop(() -> {
                sender.refuseUnworked();
                releaseExchange(exchange, false);
            });
            return;
        }
        try {
            createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            sender.onEventLoop(() -> answer(sender, exchange));
            return;
        }
        getAsyncProcessor().process(exchange, done -> sender.atOnceOnEventLoop(() -> answer(sender, exchange)));
    }

    private void answer(RequestReader sender, Exchange exchange) {
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = sender.isAnswered() ? late(sender, exchange) : write(sender.response(), exchange);
        } catch (RuntimeException e) {
            getExceptionHandler().handleException("The answer of a route cannot be written", exchange, e);
            fail(sender.response());
        } finally {
            sender.end(outcome);
            // last, since a stop waits for the exchanges and then closes the connections
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** Whoever looks at the exchange afterwards is to see what its sender got. */
    private static Outcome late(RequestReader sender, Exchange exchange) {
        exchange.getMessage()
                .setHeader(
                        Exchange.HTTP_RESPONSE_CODE,
                        sender.source().profile().answers().overload());
        return Outcome.UNAVAILABLE;
    }

    private static Outcome write(HttpServerResponse response, Exchange exchange) {
        if (response.closed()) {
            exchange.getMessage().removeHeader(Exchange.HTTP_RESPONSE_CODE);
            return Outcome.GONE;
        }
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (exchange.getException() != null || status == null) {
            fail(response);
            return Outcome.FAILED;
        }
        Buffer body = body(message);
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                response.putHeader(name, value.toString());
            }
        });
        response.setStatusCode(status).end(body);
        return Outcome.of(status);
    }

    private static Buffer body(Message message) {
        byte[] bytes = message.getBody(byte[].class);
        return bytes == null ? Buffer.buffer() : Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** Only for routes that answer nothing: ours answer their own failures. */
    private static void fail(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(500).end();
        }
    }
}
