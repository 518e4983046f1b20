package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.StrangerServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every integration test shows that a real broker passes. */
class BrokerGreetingTest {
    /** A web server, a TLS alert, a length below zero, and one that fits with an answer to another question. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad",
                "\u0015\u0003\u0003\u0000\u0002\u0002\u0050",
                "\u00ff\u00ff\u00ff\u00ff",
                "\0\0\0\u0010aaaabbbb"
            })
    void shouldKnowAStranger(String answer) throws Exception {
        try (StrangerServer stranger = StrangerServer.saying(answer)) {
            assertThat(BrokerGreeting.strangers(List.of("127.0.0.1:" + stranger.port())))
                    .containsExactly("127.0.0.1:" + stranger.port());
        }
    }

    @Test
    void shouldTakeNobodyForAStrangerWhoSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                StrangerServer mute = StrangerServer.saying("")) {
            assertThat(BrokerGreeting.strangers(List.of(
                            "127.0.0.1:" + silent.getLocalPort(), "127.0.0.1:" + mute.port(), "nowhere.invalid:9092")))
                    .isEmpty();
        }
    }
}
