package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.source.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** What the page is sent: JSON, or why there is none. */
record Answer(Buffer json, Problem problem) {
    static Answer of(JsonNode tree) {
        return new Answer(Buffer.buffer(JsonCodec.write(tree)), null);
    }

    static Answer of(Problem problem) {
        return new Answer(null, problem);
    }

    /** Called on the event loop of the request. */
    void write(HttpServerResponse response) {
        if (problem != null) {
            problem.answer(response);
        } else if (!response.ended() && !response.closed()) {
            response.putHeader("Content-Type", "application/json").end(json);
        }
    }
}
