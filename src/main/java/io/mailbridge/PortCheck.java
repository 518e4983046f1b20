package io.mailbridge;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries the ports before Camel does: camel-platform-http only warns of one that cannot be bound (CAMEL-26606). */
final class PortCheck {
    private PortCheck() {}

    static int port(Settings settings, String server) {
        return settings.number(server + ".port", 0, 65535);
    }

    /** @param server camel.server or camel.management */
    static void refuseTaken(Settings settings, String server) {
        int port = port(settings, server);
        String host = settings.required(server + ".host");
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting(
                    server + ".port",
                    String.valueOf(port),
                    "a port that can be bound on " + host + " (" + e.getMessage() + ")");
        }
    }
}
