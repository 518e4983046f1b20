package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which records of a TLS connection are passed on, and which end it. */
class TlsRecordsTest {
    private static final TestCertificates AUTHORITY = TestCertificates.authority("CA");
    private static final SSLContext CONTEXT = AUTHORITY.trustedBy(AUTHORITY.issue("bridge.example"));
    private static final Vertx VERTX = Vertx.vertx();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Connections connections = new Connections(
            "webhooks",
            new ServerLimits(10, 10, 10, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), false),
            new Patrol(VERTX),
            metrics);
    private final EmbeddedChannel server = new EmbeddedChannel(new SslHandler(engine(false)));
    private final EmbeddedChannel client = new EmbeddedChannel(new SslHandler(engine(true)));

    @BeforeEach
    void watch() {
        TlsRecords.watch(server.pipeline(), connections.admit(server));
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static SSLEngine engine(boolean ofClient) {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(ofClient);
        return engine;
    }

    @Test
    void shouldPassDataOnInHoweverManyRecords() {
        shakeHands();
        ByteBuf sent = Unpooled.buffer();
        for (int i = 0; i < 300; i++) {
            client.writeOutbound(Unpooled.copiedBuffer("part %03d;".formatted(i), StandardCharsets.US_ASCII));
            sent.writeBytes((ByteBuf) client.readOutbound());
        }

        // a read may end anywhere
        while (sent.isReadable()) {
            server.writeInbound(sent.readBytes(Math.min(1001, sent.readableBytes())));
        }

        assertThat(received())
                .startsWith("part 000;part 001;")
                .endsWith("part 299;")
                .hasSize(300 * 9);
        assertThat(server.isOpen()).isTrue();
    }

    @Test
    void shouldEndAConnectionThatOnlyUpdatesItsKeys() throws SSLException {
        shakeHands();
        updateKeys(10);
        assertThat(server.isOpen()).isTrue();

        updateKeys(TlsRecords.MOST_WITHOUT_DATA);

        assertThat(server.isOpen()).isFalse();
        assertThat(closed()).isEqualTo(1);
    }

    private void updateKeys(int times) throws SSLException {
        SslHandler tls = client.pipeline().get(SslHandler.class);
        for (int i = 0; i < times && server.isOpen(); i++) {
            tls.engine().beginHandshake();
            client.writeOutbound(Unpooled.EMPTY_BUFFER);
            toServer();
        }
    }

    @Test
    void shouldNotWaitForARecordThatIsLongerThanAllowed() {
        server.writeInbound(header(22, TlsRecords.LONGEST));
        assertThat(server.isOpen()).isTrue();

        server.writeInbound(Unpooled.wrappedBuffer(new byte[TlsRecords.LONGEST - 1]));
        assertThat(server.isOpen()).isTrue();

        EmbeddedChannel other = new EmbeddedChannel(new SslHandler(engine(false)));
        TlsRecords.watch(other.pipeline(), connections.admit(other));
        other.writeInbound(header(22, TlsRecords.LONGEST + 1));
        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void shouldEndAConnectionThatBeginsWithTheOldestHello() {
        server.writeInbound(Unpooled.wrappedBuffer(new byte[] {-128, 46, 1, 3, 1}));

        assertThat(server.isOpen()).isFalse();
        assertThat(closed()).isEqualTo(1);
    }

    @Test
    void shouldLeaveWhatIsNotTlsToTheNextHandler() {
        try {
            server.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n", StandardCharsets.US_ASCII));
            server.checkException();
        } catch (Exception notTls) {
            assertThat(notTls).hasMessageContaining("not an SSL/TLS record");
        }
        assertThat(closed()).isZero();
    }

    private static ByteBuf header(int type, int length) {
        return Unpooled.wrappedBuffer(new byte[] {(byte) type, 3, 3, (byte) (length >> 8), (byte) length});
    }

    private void shakeHands() {
        for (int i = 0; i < 4; i++) {
            toServer();
            for (ByteBuf answer = server.readOutbound(); answer != null; answer = server.readOutbound()) {
                client.writeInbound(answer);
            }
        }
        assertThat(client.pipeline().get(SslHandler.class).handshakeFuture().isSuccess())
                .isTrue();
    }

    private void toServer() {
        for (ByteBuf sent = client.readOutbound(); sent != null; sent = client.readOutbound()) {
            server.writeInbound(sent);
        }
    }

    private String received() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf data = server.readInbound(); data != null; data = server.readInbound()) {
            text.append(data.toString(StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    private double closed() {
        return metrics.find("bridge.connections.closed").tag("reason", "tls_records").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
