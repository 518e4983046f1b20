package io.mailbridge.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;

/** How Vert.x reaches the network: it gives each server an {@link Acceptor}, since Vert.x shows a server's channel nowhere else. */
final class GuardedTransport {
    private GuardedTransport() {}

    /** That of Linux, where it can be used. */
    static Transport create() {
        return Epoll.isAvailable() ? new Native() : portable();
    }

    static Transport portable() {
        return new Portable();
    }

    private static final class Native extends EpollTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
            super.configure(options, domainSocket, server);
            server.handler(new Acceptor());
        }
    }

    private static final class Portable extends JDKTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
            super.configure(options, domainSocket, server);
            server.handler(new Acceptor());
        }
    }
}
