package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.control.NotDone;
import io.mailbridge.event.JsonCodec;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the page asks for.
 *
 * @param path below /console/api/
 * @param who the user of the credential, and where the request came from
 * @param body of a POST, null of any other
 */
record Ask(String path, MultiMap query, String who, byte[] body) {
    static Ask of(RoutingContext context, String path, Buffer body) {
        return new Ask(path, context.queryParams(), who(context.request()), body == null ? null : body.getBytes());
    }

    private static String who(HttpServerRequest request) {
        String address = request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
        String authorization = request.getHeader("Authorization");
        // the guard has compared it with the credential
        return authorization == null ? address : user(authorization) + '@' + address;
    }

    private static String user(String authorization) {
        byte[] decoded = Base64.getDecoder()
                .decode(authorization.substring("basic ".length()).trim());
        return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
    }

    boolean isPost() {
        return body != null;
    }

    /** The query's parameter, empty where there is none. */
    String parameter(String name) {
        String value = query.get(name);
        return value == null ? "" : value.strip();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(parameter(name));
    }

    /** The object in the body. */
    JsonNode object() throws NotDone {
        try {
            JsonNode object = JsonCodec.mapper().readTree(body);
            if (object != null && object.isObject()) {
                return object;
            }
        } catch (IOException e) {
            // said below
        }
        throw new NotDone(400, "The body is not a JSON object.");
    }
}
