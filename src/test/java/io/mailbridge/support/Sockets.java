package io.mailbridge.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks the cheap question first: does anybody listen on a loopback port? */
final class Sockets {
    private static final int LIMIT_MILLIS = 500;

    private Sockets() {}

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
