package io.mailbridge.webhook;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Reads the body of one request within the limits, and stands for its sender until the answer is written. Its place and
 * its bytes are held until then, also where the sender has gone: the work for it goes on.
 */
final class RequestReader {
    private final WebhookDoor door;
    private final Context eventLoop;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Source source;
    private final long began;
    private final BodyBudget.Share share;
    private Buffer body;
    private boolean done;

    /** @param began System.nanoTime() of the first byte */
    RequestReader(
            WebhookDoor door,
            Vertx vertx,
            HttpServerRequest request,
            Source source,
            long began,
            BodyBudget.Share share) {
        this.door = door;
        this.eventLoop = vertx.getOrCreateContext();
        this.request = request;
        this.response = request.response();
        this.source = source;
        this.began = began;
        this.share = share;
    }

    HttpServerResponse response() {
        return response;
    }

    void read() {
        request.exceptionHandler(gone -> giveUp()).handler(this::take).endHandler(ended -> complete());
    }

    /** May be called by any thread. */
    void checkTime(long now) {
        if (now - began > door.limits().readTimeout().toNanos()) {
            eventLoop.runOnContext(late -> refuseLate());
        }
    }

    private void refuseLate() {
        if (!done) {
            int status = source.profile().answers().of(408);
            door.refuseAndClose(request, status, "The body did not come in time. Please send it again.");
            end(false);
        }
    }

    /** The sender has closed its connection. */
    private void giveUp() {
        if (!done) {
            end(false);
        }
    }

    private void take(Buffer chunk) {
        if (done) {
            return;
        }
        int length = body == null ? 0 : body.length();
        if (length + chunk.length() > door.limits().maxBodySize()) {
            door.refuseTooLarge(request);
            end(false);
        } else if (!share.take(chunk.length())) {
            door.refuseOverloaded(response, source);
            end(false);
        } else if (body == null) {
            body = chunk;
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void complete() {
        if (done) {
            return;
        }
        done = true;
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        body = null;
        if (!door.admit(this, new ReceivedRequest(source.name(), request::getHeader, bytes), source)) {
            end(false);
        }
    }

    /** Runs on the thread that the response is to be written by. */
    void onEventLoop(Runnable work) {
        eventLoop.runOnContext(now -> work.run());
    }

    /** The route is done with the request and the answer written. */
    void end() {
        end(true);
    }

    private void end(boolean admitted) {
        done = true;
        share.release();
        door.leave(this, source, admitted, began);
    }
}
