package io.mailbridge.page;

import io.mailbridge.source.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** Serves what the console's guard has let through below /console: the files of the page, and what the page asks for. */
public final class ConsolePage implements Handler<RoutingContext> {
    private static final String API = "/api/";
    /** Of a POST: ids, or an edited body. */
    private static final int LARGEST_BODY = 1 << 20;

    private final String prefix;
    private final PageApi api;
    private final StaticFiles files = new StaticFiles();
    private final PageThreads threads = new PageThreads();

    /** @param prefix path of the page without its last slash */
    public ConsolePage(String prefix, PageApi api) {
        this.prefix = prefix;
        this.api = api;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        String path = context.normalizedPath().substring(prefix.length());
        HttpMethod method = context.request().method();
        boolean isRead = method == HttpMethod.GET || method == HttpMethod.HEAD;
        if (path.startsWith(API)) {
            response.putHeader("Cache-Control", "no-store");
            if (isRead) {
                answer(context, path, null);
            } else if (method == HttpMethod.POST) {
                readBody(context, path);
            } else {
                refuseMethod(response, "GET, HEAD, POST");
            }
        } else if (!isRead) {
            refuseMethod(response, "GET, HEAD");
        } else {
            serveFile(context, path);
        }
    }

    private static void refuseMethod(HttpServerResponse response, String allowed) {
        response.putHeader("Allow", allowed);
        new Problem(405, "Allowed here: " + allowed + ".").answer(response);
    }

    private void serveFile(RoutingContext context, String path) {
        if (path.isEmpty()) {
            context.response()
                    .setStatusCode(308)
                    .putHeader("Location", prefix + "/")
                    .end();
            return;
        }
        StaticFile file = files.find(path);
        if (file == null) {
            new Problem(404, "The page has no such file.").answer(context.response());
        } else {
            file.answer(context.request(), context.response());
        }
    }

    private void readBody(RoutingContext context, String path) {
        Buffer body = Buffer.buffer();
        AtomicBoolean large = new AtomicBoolean();
        context.request()
                .handler(chunk -> {
                    if (body.length() + chunk.length() <= LARGEST_BODY) {
                        body.appendBuffer(chunk);
                    } else if (large.compareAndSet(false, true)) {
                        context.response().putHeader("Connection", "close");
                        new Problem(413, "A body may have " + LARGEST_BODY + " bytes at most.")
                                .answer(context.response());
                    }
                })
                .endHandler(end -> {
                    if (!large.get()) {
                        answer(context, path, body);
                    }
                });
    }

    private void answer(RoutingContext context, String path, Buffer body) {
        Ask ask = Ask.of(context, path.substring(API.length()), body);
        threads.answer(context, () -> api.answer(ask));
    }
}
