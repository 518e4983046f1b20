package io.mailbridge.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Requests that are answered while their bodies are still arriving: a sender may finish a small one, and after a moment its
 * connection is closed, since Vert.x would wait for the rest without a limit. Closed at once, it could lose its answer.
 */
final class EarlyAnswers {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A body that is likely to be here already. */
    private static final long SMALL_BODY = 16 << 10;

    private final Set<Leaving> leaving = ConcurrentHashMap.newKeySet();

    /** To be called before a request is answered whose body has not been read. */
    void expect(HttpServerRequest request) {
        long declaredLength = declaredLength(request);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (request.isEnded() || request.version() != HttpVersion.HTTP_2 && declaredLength == 0 && !chunked) {
            return;
        }
        // after "Expect" a body may follow or not, and what comes next could be taken for it
        boolean close =
                chunked || declaredLength > SMALL_BODY || request.headers().contains(HttpHeaders.EXPECT);
        expect(request, close, System.nanoTime() + LINGER_NANOS);
    }

    /**
     * To be called before a request is answered whose body has been read in part.
     *
     * @param until System.nanoTime() until which the rest is waited for, 0 where the connection is closed
     */
    void expectRest(HttpServerRequest request, long until) {
        expect(request, until == 0, until == 0 ? System.nanoTime() + LINGER_NANOS : until);
    }

    private void expect(HttpServerRequest request, boolean close, long until) {
        if (close && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Leaving sender = new Leaving(request, until);
        leaving.add(sender);
        request.handler(unread -> {})
                .exceptionHandler(gone -> leaving.remove(sender))
                .endHandler(whole -> {
                    leaving.remove(sender);
                    if (close) {
                        sender.showOut();
                    }
                });
    }

    /** Bytes of the body as its head names them, 0 where it does not. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** By the patrol. */
    void closeOverdue(long now) {
        leaving.removeIf(sender -> {
            boolean over = now - sender.until() > 0;
            if (over) {
                sender.showOut();
            }
            return over;
        });
    }

    private record Leaving(HttpServerRequest request, long until) {
        /** May be called by any thread. Other streams of an HTTP/2 connection are not affected. */
        void showOut() {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset(0);
            } else {
                request.connection().close();
            }
        }
    }
}
