package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailbridge.support.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a stranger asks Jolokia.
 *
 * @param port of the management server
 * @param from the stranger's address
 */
record HostileConsole(int port, String from) {
    private static final String ALL = "{\"type\":\"read\",\"mbean\":\"org.apache.camel:*\"}";
    private static final String DIAGNOSIS =
            "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":";

    void checkThatItRefuses() throws IOException {
        assertThat(ask("localhost", "[" + (ALL + ",").repeat(200) + ALL + "]")).startsWith("HTTP/1.1 413");
        assertThat(ask("localhost", "x".repeat(10_000_000))).startsWith("HTTP/1.1 413");
        assertThat(ask("localhost", "[".repeat(100_000))).startsWith("HTTP/1.1 400");
        assertThat(ask("localhost", "{\"type\":\"notification\",\"command\":\"register\"}"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask("rebind.test", ALL)).startsWith("HTTP/1.1 403");
        assertThat(ask("localhost", DIAGNOSIS + "\"compilerDirectivesAdd\",\"arguments\":[\"/etc/passwd\"]}"))
                .contains("forbidden for MBean");
    }

    /** The answer to a request that names another server as the one to ask. */
    String readFor(String url) throws IOException {
        return ask("localhost", ALL.replace("}", ",\"target\":{\"url\":\"" + url + "\"}}"));
    }

    /** Asks for all there is, and reads no answer. */
    RawClient list() throws IOException {
        return new RawClient(port, from).send("GET /observe/jolokia/list HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private String ask(String host, String body) throws IOException {
        try (RawClient client = new RawClient(port, from)) {
            String head = "POST /observe/jolokia HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n";
            catchThrowable(() ->
                    client.send(head + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
            return new String(client.rest(), StandardCharsets.UTF_8);
        }
    }
}
