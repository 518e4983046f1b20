package io.mailbridge.http;

import io.mailbridge.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;

/**
 * The one Vert.x of both servers: each HTTP server that Camel makes with it is a guarded one, and that of the webhooks
 * has our TLS.
 */
public final class GuardedVertx extends VertxWrapper {
    /** Streams of one HTTP/2 connection at a time; each may hold a head of {@link #HEAD_BYTES}. */
    private static final int STREAMS = 32;

    private static final int HEAD_BYTES = 8192;

    private final Patrol patrol;
    private final ServerLimits limits;
    private final int webhookPort;
    private final ServerTls tls;
    private final MeterRegistry metrics;
    private final ServerGuard webhooks;
    private final ServerGuard management;

    /**
     * @param door of the webhooks' server
     * @throws io.mailbridge.settings.InvalidSetting where a value is not allowed
     */
    public GuardedVertx(VertxOptions options, Settings settings, Door door, MeterRegistry metrics) {
        super((VertxInternal) new VertxBuilder(options)
                .findTransport(GuardedTransport.create())
                .init()
                .vertx());
        patrol = new Patrol(delegate);
        this.metrics = metrics;
        limits = ServerLimits.from(settings);
        tls = ServerTls.from(settings);
        webhookPort = settings.number("camel.server.port", 0, 65535);
        webhooks = guard("webhooks", limits, door, metrics, true);
        management = guard("management", limits.ofManagement(), request -> false, metrics, false);
    }

    private ServerGuard guard(String server, ServerLimits own, Door door, MeterRegistry metrics, boolean onAllLoops) {
        return new ServerGuard(
                new Connections(server, own, patrol, metrics),
                new MalformedRequests(server, metrics),
                door,
                onAllLoops);
    }

    /** It runs while there are connections. */
    public Patrol patrol() {
        return patrol;
    }

    /** Of the webhooks' server. */
    public ServerTls tls() {
        return tls;
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        if (options.isSsl()) {
            tls.applyTo(options);
        }
        options.setMaxHeaderSize(HEAD_BYTES)
                // some platforms put the whole event there
                .setMaxInitialLineLength(HEAD_BYTES)
                .setHttp2ClearTextEnabled(limits.http2())
                // a handler less in each connection; nothing here speaks WebSocket
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setUseAlpn(limits.http2() && options.isSsl())
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(HEAD_BYTES));
        HttpServer server = new GuardedServer(this, options, port -> port == webhookPort ? webhooks : management);
        return options.isSsl() ? server.exceptionHandler(new FailedHandshakes(metrics)) : server;
    }
}
