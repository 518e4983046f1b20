package io.mailbridge.signature;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets a small resource over HTTP. */
public interface Fetcher {
    /** @throws IOException when there is no answer with status 200 in time, or it is too large */
    byte[] get(URI url) throws IOException;

    /** Follows no redirects: an address is checked before it is fetched; the target of a redirect would not be. */
    static Fetcher http(Duration limit) {
        return url -> HttpFetch.get(url, limit);
    }

    /** An answer with another status than 200. */
    final class WrongStatus extends IOException {
        private static final long serialVersionUID = 1;

        WrongStatus(int status) {
            super("status " + status);
        }
    }

    /** Made with the first fetch: most bridges never need a client. */
    final class HttpFetch {
        private static final int LARGEST = 64 * 1024;
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(1))
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        private HttpFetch() {}

        private static byte[] get(URI url, Duration limit) throws IOException {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(limit).build();
            CompletableFuture<byte[]> answer = CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                    .thenApplyAsync(HttpFetch::body);
            try {
                // the request's own time limit ends with the headers
                return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException("no answer in time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted");
            }
        }

        private static byte[] body(HttpResponse<InputStream> response) {
            try (InputStream in = response.body()) {
                if (response.statusCode() != 200) {
                    throw new WrongStatus(response.statusCode());
                }
                byte[] bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException("more than " + LARGEST + " bytes");
                }
                return bytes;
            } catch (IOException e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        }
    }
}
