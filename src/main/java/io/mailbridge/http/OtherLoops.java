package io.mailbridge.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The event loops that a server does not listen on itself. Vert.x gives a server one loop, and all its connections to that:
 * a bridge would read, parse and answer on one processor. Servers of the same address share its connections in turn.
 */
final class OtherLoops {
    private final VertxInternal vertx;
    private final Supplier<HttpServer> servers;
    private final List<HttpServer> listening = new ArrayList<>();

    /** @param servers makes one that does the same */
    OtherLoops(VertxInternal vertx, Supplier<HttpServer> servers) {
        this.vertx = vertx;
        this.servers = servers;
    }

    /**
     * Listens on each other loop, too.
     *
     * @param own loop of the server that listens already
     */
    Future<Void> join(EventLoop own, SocketAddress address) {
        List<Future<?>> joining = new ArrayList<>();
        for (EventExecutor loop : vertx.getEventLoopGroup()) {
            if (loop != own) {
                joining.add(listen((EventLoop) loop, address));
            }
        }
        return Future.all(joining).mapEmpty();
    }

    private Future<HttpServer> listen(EventLoop loop, SocketAddress address) {
        HttpServer server = servers.get();
        listening.add(server);
        ContextInternal context = vertx.createEventLoopContext(loop, null, null);
        Promise<HttpServer> listens = Promise.promise();
        context.runOnContext(now -> server.listen(address).onComplete(listens));
        return listens.future();
    }

    /** Before the server itself, which closes all connections when it is the last one. */
    Future<Void> close() {
        return Future.all(listening.stream().map(HttpServer::close).toList()).mapEmpty();
    }
}
