package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a connection is read ahead of its answers, and which bytes are not a request. */
class RequestDecoderTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: b\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: b\r\nContent-Length: %d\r\n\r\n";
    private static final Vertx VERTX = Vertx.vertx();

    private final Connections connections = new Connections(
            "webhooks",
            new ServerLimits(10, 10, 10, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), false),
            new Patrol(VERTX),
            new SimpleMeterRegistry());
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Connection connection = connections.admit(channel);

    RequestDecoderTest() {
        channel.pipeline().addLast(new RequestDecoder(new HttpServerOptions(), connection));
        channel.pipeline().addLast(new AnswerWatch(connection));
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void shouldReadSomeDozensOfRequestsAheadAndTheRestWhenTheyAreAnswered() {
        send(GET.repeat(100));
        assertThat(requests()).isEqualTo(32);

        answer(10);
        assertThat(requests()).isEqualTo(10);

        answer(32);
        answer(32);
        answer(26);
        assertThat(requests()).isEqualTo(100 - 42);
    }

    @Test
    void shouldReadFewerAheadWhereTheyHaveManyFields() {
        String fields = "a:\r\n".repeat(90);

        send(("GET / HTTP/1.1\r\nHost: b\r\n" + fields + "\r\n").repeat(20));

        assertThat(requests()).isBetween(2, 5);
    }

    @Test
    void shouldReadABodyToItsEndWhileNothingElseIsUnanswered() {
        send(POST.formatted(200_000) + "x".repeat(200_000) + GET);

        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void shouldNotReadBodiesOfRequestsThatWaitForTheirTurn() {
        send(GET + POST.formatted(200_000) + "x".repeat(200_000));
        assertThat(requests()).isEqualTo(1);

        answer(1);

        assertThat(bytesOfBodies()).isEqualTo(200_000);
    }

    @Test
    void shouldReadTheBodyOfOneThatHadToWaitForItsTurn() {
        send(GET + POST.formatted(3));
        assertThat(connection.isWaiting()).isTrue();

        answer(1);

        assertThat(connection.isWaiting()).isFalse();
        send("abc");
        assertThat(bytesOfBodies()).isEqualTo(3);
    }

    @Test
    void shouldCloseAConnectionThatSendsMoreThanCanWait() {
        for (int i = 0; i < 30 && channel.isOpen(); i++) {
            send(GET.repeat(400));
        }

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldAnswerInTurnWhatIsNoRequestAfterOneThatIs() {
        send(GET + "no request\r\n\r\n");
        assertThat(requests()).isEqualTo(1);

        answer(1);

        HttpRequest second = channel.readInbound();
        assertThat(second.decoderResult().isFailure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: -3",
                "Host: c",
                "hOST: c",
                "no colon",
                ": x",
                "space before: x\r\n : y",
            })
    void shouldReadNothingAfterWhatCouldBeReadInTwoWays(String lines) {
        send("POST / HTTP/1.1\r\nHost: b\r\n" + lines + "\r\n\r\n0\r\n\r\n" + GET);

        HttpRequest first = channel.readInbound();
        assertThat(first.decoderResult().isFailure()).isTrue();
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100000003\r\n",
                "80000000\r\n",
                "10000000000000003\r\n",
                "3 4\r\n",
                "3x\r\n",
                " 3\r\n",
                "0x3\r\n",
                "-3\r\n",
                ";a\r\n",
                "\r\n",
                "3;a\rb\r\n",
                "3;a\n",
                "3\n",
                "3\rb\r\n",
            })
    void shouldReadNothingAfterASizeThatCouldBeReadInTwoWays(String size) {
        send("POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
        send(size + "abc\r\n0\r\n\r\n" + GET);

        assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
        HttpContent first = channel.readInbound();
        assertThat(first.content().readableBytes()).isEqualTo(2);
        HttpContent broken = channel.readInbound();
        assertThat(broken.decoderResult().isFailure()).isTrue();
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void shouldReadChunksHoweverTheyArrive(int step) {
        String body = "003\r\nabc\r\n4 \r\nabcd\r\nB;a=\"b c\"\r\n12345678901\r\n0;e\r\nTrailer: 5\r\n\r\n";
        String text = ("POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n" + body).repeat(2);
        for (int at = 0; at < text.length(); at += step) {
            send(text.substring(at, Math.min(text.length(), at + step)));
        }
        assertThat(bytesOfBodies()).isEqualTo(18);

        answer(1);

        assertThat(bytesOfBodies()).isEqualTo(18);
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0", "FOO/1.1"})
    void shouldTakeChunksOfNoOtherVersion(String version) {
        send("POST / " + version + "\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        HttpRequest request = channel.readInbound();
        assertThat(request.decoderResult().isFailure()).isTrue();
    }

    @Test
    void shouldTakeAHundredFieldsAndNoMore() {
        send("GET / HTTP/1.1\r\nHost: b\r\n" + "a: b\r\n".repeat(99) + "\r\n");
        HttpRequest good = channel.readInbound();
        assertThat(good.decoderResult().isSuccess()).isTrue();
        answer(1);

        send("GET / HTTP/1.1\r\nHost: b\r\n" + "a: b\r\n".repeat(100) + "\r\n");
        channel.readInbound();
        HttpRequest large = channel.readInbound();
        assertThat(large.decoderResult().cause()).isInstanceOf(TooLongHttpHeaderException.class);
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        }
        channel.runPendingTasks();
    }

    private int requests() {
        int requests = 0;
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            requests += message instanceof HttpRequest ? 1 : 0;
        }
        return requests;
    }

    private long bytesOfBodies() {
        long bytes = 0;
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            bytes += message instanceof HttpContent content ? content.content().readableBytes() : 0;
        }
        return bytes;
    }
}
