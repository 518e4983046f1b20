package io.mailbridge.bench.program;

import io.mailbridge.bench.load.EventsText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A reference program as it has just started. */
public final class FreshProgram implements AutoCloseable {
    private final LineProcess process;
    private final String url;

    FreshProgram(LineProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    public long pid() {
        return process.pid();
    }

    String url() {
        return url;
    }

    /**
     * Posts one event and returns when it is answered, so that Kafka has taken it.
     *
     * @throws IllegalStateException if the answer is not 200
     */
    public void answerOne() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            request.setRequestMethod("POST");
            request.setDoOutput(true);
            try (OutputStream body = request.getOutputStream()) {
                body.write(EventsText.of(1).getBytes(StandardCharsets.US_ASCII));
            }
            if (request.getResponseCode() != 200) {
                throw new IllegalStateException(url + " answered " + request.getResponseCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(url + " does not answer", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
