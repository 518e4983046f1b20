package io.mailbridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int LIMIT_MILLIS = 5_000;
    /** For an answer that must not come. */
    private static final int PATIENCE_MILLIS = 150;

    @AutoClose
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    @AutoClose
    private final TcpProxy proxy = TcpProxy.to(server.getLocalPort());

    TcpProxyTest() throws IOException {}

    @BeforeEach
    void echo() {
        Thread echoes = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try {
                            Socket socket = server.accept();
                            new Thread(() -> echo(socket)).start();
                        } catch (IOException e) {
                            return;
                        }
                    }
                },
                "echo");
        echoes.setDaemon(true);
        echoes.start();
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // reset by the proxy
        }
    }

    @Test
    void shouldForwardBothWaysAndPassTheEndOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 100_000)).isEqualTo(100_000);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldDelayEachRoundTripAndKeepTheThroughput() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(100));
            long began = System.nanoTime();
            assertThat(echoed(client, 100_000)).isEqualTo(100_000);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(2));
        }
    }

    @Test
    void shouldThrottle() throws IOException {
        try (Socket client = connect()) {
            proxy.throttle(20_000);
            long began = System.nanoTime();
            assertThat(echoed(client, 4_000)).isEqualTo(4_000);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void shouldCutAllConnectionsAndForwardNewOnes() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.cut();
            assertThatThrownBy(() -> echoed(client, 1)).isInstanceOf(SocketException.class);
        }
        assertWorks();
    }

    @Test
    void shouldCutAgainAndAgainUntilItIsHealed() throws IOException {
        proxy.cutEvery(Duration.ofMillis(20));
        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        proxy.heal();
        assertWorks();
    }

    @Test
    void shouldLoseWhatOpenConnectionsCarryAndForwardNewOnes() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.blackhole();
            assertSilent(client);
            assertWorks();
            proxy.heal();
            assertThatThrownBy(() -> echoed(client, 1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void shouldAcceptAndForwardNothingWhileItIsHalfOpen() throws IOException {
        proxy.halfOpen();
        try (Socket client = connect()) {
            assertSilent(client);
        }
        proxy.heal();
        assertWorks();
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(PATIENCE_MILLIS);
        assertThatThrownBy(() -> echoed(client, 1)).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(LIMIT_MILLIS);
    }

    private void assertWorks() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 10)).isEqualTo(10);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(LIMIT_MILLIS);
        return client;
    }

    private static int echoed(Socket client, int bytes) throws IOException {
        client.getOutputStream().write(new byte[bytes]);
        return client.getInputStream().readNBytes(bytes).length;
    }
}
