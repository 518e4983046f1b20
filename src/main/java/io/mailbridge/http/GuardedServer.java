package io.mailbridge.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnectionHandler;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.http.impl.HttpServerWorker;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server of Vert.x that holds every connection to its limits from the moment it is accepted, and hands a request
 * to the door before Camel's router sees it (docs/adr/0007).
 */
final class GuardedServer extends HttpServerImpl {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedServer.class);
    private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf("mailbridge.connection");
    /** One read at a time, and no large ones: what has been read of a connection that has to wait is held. */
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(512, 2048, 16 << 10).maxMessagesPerRead(1);

    private final VertxInternal vertx;
    private final HttpServerOptions options;
    private final IntFunction<ServerGuard> guards;
    private final OtherLoops others;
    private ServerGuard guard;
    private EventLoop loop;
    private Handler<HttpServerRequest> router;
    private Handler<Throwable> failures;

    /** @param guards by the port that is listened on */
    GuardedServer(VertxInternal vertx, HttpServerOptions options, IntFunction<ServerGuard> guards) {
        this(vertx, options, guards, true);
    }

    private GuardedServer(
            VertxInternal vertx, HttpServerOptions options, IntFunction<ServerGuard> guards, boolean first) {
        super(vertx, options);
        this.others = first ? new OtherLoops(vertx, this::onAnotherLoop) : null;
        this.vertx = vertx;
        this.options = options;
        this.guards = guards;
        connectionHandler(this::hold);
        exceptionHandler(GuardedServer::note);
    }

    private GuardedServer onAnotherLoop() {
        GuardedServer other = new GuardedServer(vertx, options, guards, false);
        other.exceptionHandler(failures);
        other.requestHandler(router);
        return other;
    }

    @Override
    public synchronized HttpServer exceptionHandler(Handler<Throwable> handler) {
        failures = handler;
        return super.exceptionHandler(handler);
    }

    @Override
    public Future<HttpServer> listen(SocketAddress address) {
        Future<HttpServer> own = super.listen(address);
        return others == null
                ? own
                : own.compose(self -> guard.onAllLoops() ? others.join(loop, address) : Future.succeededFuture())
                        .map(this);
    }

    @Override
    public void close(Promise<Void> closed) {
        if (others == null) {
            super.close(closed);
        } else {
            others.close().onComplete(ended -> super.close(closed));
        }
    }

    /** The connection that a request came on. */
    static Connection connection(HttpServerRequest request) {
        return ((ConnectionBase) request.connection())
                .channel()
                .attr(CONNECTION)
                .get();
    }

    @Override
    public synchronized HttpServer requestHandler(Handler<HttpServerRequest> handler) {
        router = handler;
        return super.requestHandler(this::receive);
    }

    private void receive(HttpServerRequest request) {
        if (guard.malformed().pass(request) && !guard.door().takes(request)) {
            router.handle(request);
        }
    }

    /** Called when the server begins to listen. */
    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
        guard = guards.apply(address.port());
        loop = context.nettyEventLoop();
        invalidRequestHandler(guard.malformed());
        BiConsumer<Channel, SslChannelProvider> http = super.childHandler(context, address, shaping);
        BiConsumer<Channel, SslChannelProvider> http1 =
                options.isHttp2ClearTextEnabled() && !options.isSsl() ? http1Beside(http, context, address) : http;
        return (channel, ssl) -> accept(channel, ssl, http1);
    }

    private void accept(Channel channel, SslChannelProvider ssl, BiConsumer<Channel, SslChannelProvider> http) {
        Connection connection = guard.connections().admit(channel);
        if (connection != null) {
            channel.config().setRecvByteBufAllocator(READS);
            channel.attr(CONNECTION).set(connection);
            http.accept(channel, ssl);
            TlsRecords.watch(channel.pipeline(), connection);
        }
    }

    private BiConsumer<Channel, SslChannelProvider> http1Beside(
            BiConsumer<Channel, SslChannelProvider> both, ContextInternal context, SocketAddress address) {
        HttpServerConnectionHandler hello = new HttpServerConnectionHandler(
                this, this::receive, guard.malformed(), null, null, this::hold, GuardedServer::note);
        HttpServerWorker http1 = new HttpServerWorker(
                context,
                context::duplicate,
                this,
                vertx,
                new HttpServerOptions(options).setHttp2ClearTextEnabled(false),
                "http://" + address.host() + ":" + address.port(),
                hello,
                GuardedServer::note,
                null);
        return (channel, ssl) -> channel.pipeline()
                .addLast(new PrefaceSniffer(known -> http1.accept(known, ssl), known -> both.accept(known, ssl)));
    }

    /** Connections that broke are nobody's fault here; an Error is the JVM's. */
    private static void note(Throwable failure) {
        if (failure instanceof Error) {
            LOG.error("A connection met an error of the JVM", failure);
        }
    }

    /** Called when the handlers of a protocol are in place and nothing has been decoded. */
    private void hold(HttpConnection http) {
        Channel channel = ((ConnectionBase) http).channel();
        Connection connection = channel.attr(CONNECTION).get();
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get("httpDecoder") == null) {
            limitStreams(pipeline.get(Http2ConnectionHandler.class));
            pipeline.addBefore("handler", null, new ByteWatch(connection));
        } else {
            pipeline.replace("httpDecoder", "httpDecoder", new RequestDecoder(options, connection));
            pipeline.addAfter("httpEncoder", null, new AnswerWatch(connection));
        }
    }

    /** Netty would do so only when the client has acknowledged our settings, and it may never do that. */
    private void limitStreams(Http2ConnectionHandler http2) {
        int most = (int) options.getInitialSettings().getMaxConcurrentStreams();
        http2.connection().remote().maxActiveStreams(most);
    }
}
