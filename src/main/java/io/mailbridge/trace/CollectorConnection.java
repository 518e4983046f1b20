package io.mailbridge.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One request to the collector. Closed by another thread it ends at once, whatever it waits for. */
final class CollectorConnection implements Closeable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final int LONGEST_STATUS_LINE = 256;
    private static final int MOST_PARTS = 16;

    private final Socket socket = new Socket();
    private final URI endpoint;
    private final SSLContext ssl;

    /** @param ssl for https; null for the certificates that the JVM trusts */
    CollectorConnection(URI endpoint, SSLContext ssl) {
        this.endpoint = endpoint;
        this.ssl = ssl;
    }

    /** @return the status; of the rest 64 KB are read, so that a good collector sees its answer taken */
    int post(byte[] head, byte[] body) throws IOException {
        boolean secure = "https".equals(endpoint.getScheme());
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        socket.connect(new InetSocketAddress(endpoint.getHost(), port));
        Socket stream = secure ? secured(port) : socket;
        stream.getOutputStream().write(head);
        stream.getOutputStream().write(body);
        stream.getOutputStream().flush();
        int status = status(stream.getInputStream());
        readOn(stream.getInputStream());
        return status;
    }

    private SSLSocket secured(int port) throws IOException {
        SSLSocketFactory factory =
                ssl == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : ssl.getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, endpoint.getHost(), port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    private static int status(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = answer.read();
        while (next >= 0 && next != '\r' && next != '\n' && line.length() < LONGEST_STATUS_LINE) {
            line.append((char) next);
            next = answer.read();
        }
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            throw new IOException("Its answer is not HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static void readOn(InputStream answer) {
        byte[] part = new byte[4096];
        try {
            for (int i = 0; i < MOST_PARTS && answer.read(part) >= 0; i++) {
                // nothing of it is needed
            }
        } catch (IOException e) {
            // the status has come
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
