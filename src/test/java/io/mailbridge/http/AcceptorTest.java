package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptorTest {
    private static final int MANY = 5 * Acceptor.MOST_AHEAD;
    /** The transport of the JDK accepts up to 16 at a time and then hands over all of them. */
    private static final int MOST_ACCEPTED = Acceptor.MOST_AHEAD + 16;

    /** Each with one event loop, which is busy, and with two, of which the first or the second is. */
    static List<Arguments> transports() {
        return Stream.of(GuardedTransport.create(), GuardedTransport.portable())
                .flatMap(transport -> Stream.of(
                        Arguments.of(transport, 1, 0), Arguments.of(transport, 2, 0), Arguments.of(transport, 2, 1)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void shouldAcceptNoMoreUntilEachEventLoopHasTakenUpWhatWasAccepted(Transport transport, int count, int busyOne)
            throws Exception {
        EventLoopGroup acceptors = transport.eventLoopGroup(Transport.ACCEPTOR_EVENT_LOOP_GROUP, 1, Thread::new, 100);
        EventLoopGroup loops = transport.eventLoopGroup(Transport.IO_EVENT_LOOP_GROUP, count, Thread::new, 50);
        CountDownLatch busy = new CountDownLatch(1);
        List<SocketChannel> clients = new ArrayList<>();
        try {
            Channel server = listen(transport, acceptors, loops);
            Accepted accepted = new Accepted();
            // on its own thread: elsewhere connections may pass before the handler is in force
            server.eventLoop()
                    .submit(() -> server.pipeline().addFirst(accepted))
                    .sync();
            List<EventExecutor> all = new ArrayList<>();
            loops.forEach(all::add);
            all.get(busyOne).execute(() -> awaitEnd(busy));
            for (int i = 0; i < MANY; i++) {
                clients.add(SocketChannel.open(server.localAddress()));
            }

            await().during(Duration.ofMillis(100))
                    .until(() -> accepted.count.get() >= Acceptor.MOST_AHEAD && accepted.count.get() < MOST_ACCEPTED);
            busy.countDown();
            await().until(() -> accepted.count.get() == MANY);
        } finally {
            busy.countDown();
            for (SocketChannel client : clients) {
                client.close();
            }
            acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static Channel listen(Transport transport, EventLoopGroup acceptors, EventLoopGroup loops) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loops)
                .channelFactory(transport.serverChannelFactory(false))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        // only counted
                    }
                });
        transport.configure(new NetServerOptions(), false, bootstrap);
        return bootstrap
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    private static void awaitEnd(CountDownLatch busy) {
        try {
            busy.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Accepted extends ChannelInboundHandlerAdapter {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object connection) {
            count.incrementAndGet();
            ctx.fireChannelRead(connection);
        }
    }

    @Test
    void shouldTryAgainSoonWhenAConnectionCannotBeAccepted() {
        EmbeddedChannel server = new EmbeddedChannel(new Acceptor());
        server.freezeTime();

        server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertThat(server.config().isAutoRead()).isFalse();

        server.advanceTimeBy(Acceptor.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isTrue();
        server.checkException();
    }
}
