package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.control.NotDone;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.log.RequestId;
import io.mailbridge.source.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * What the page is sent.
 *
 * @param requestId of a problem, null elsewhere
 */
record Answer(int status, String type, Buffer body, String requestId) {
    static Answer of(JsonNode tree) {
        return new Answer(200, "application/json", Buffer.buffer(JsonCodec.write(tree)), null);
    }

    static Answer of(Problem problem) {
        return new Answer(problem.status(), Problem.CONTENT_TYPE, Buffer.buffer(problem.json()), problem.requestId());
    }

    /** A problem in the same words, with the number that has to be confirmed. */
    static Answer of(NotDone failure) {
        Problem problem = new Problem(failure.status(), failure.getMessage());
        if (failure.toConfirm() == 0) {
            return of(problem);
        }
        ObjectNode body = JsonCodec.mapper()
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", "Conflict")
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put(RequestId.KEY, problem.requestId())
                .put("count", failure.toConfirm());
        return new Answer(
                problem.status(), Problem.CONTENT_TYPE, Buffer.buffer(JsonCodec.write(body)), problem.requestId());
    }

    /** Called on the event loop of the request. */
    void write(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            if (requestId != null) {
                response.putHeader(RequestId.HEADER, requestId);
            }
            response.setStatusCode(status).putHeader("Content-Type", type).end(body);
        }
    }
}
