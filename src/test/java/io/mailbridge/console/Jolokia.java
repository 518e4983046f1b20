package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.support.BridgeProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Asks a bridge's management port what a console asks.
 *
 * @param credential user:password, or null
 */
record Jolokia(BridgeProcess bridge, String credential) {
    static final String CONTEXT = "org.apache.camel:context=mailbridge,type=context,name=\"mailbridge\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    Jolokia(BridgeProcess bridge) {
        this(bridge, null);
    }

    /** The whole answer to a request in JSON, an error included. */
    JsonNode ask(String request) {
        HttpRequest.Builder asked = HttpRequest.newBuilder(bridge.managementUri("/observe/jolokia"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request));
        if (credential != null) {
            String encoded = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
            asked.header("Authorization", "Basic " + encoded);
        }
        HttpResponse<String> answer = bridge.send(asked);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("No JSON: " + answer.body(), e);
        }
    }

    /** The value of one attribute. */
    JsonNode read(String mbean, String attribute) {
        return value(request("read", mbean).put("attribute", attribute));
    }

    /** These attributes of each MBean that the pattern meets. */
    JsonNode readAll(String pattern, String... attributes) {
        ObjectNode request = request("read", pattern);
        for (String attribute : attributes) {
            request.withArray("attribute").add(attribute);
        }
        return value(request);
    }

    /** What the operation returns. */
    JsonNode execute(String mbean, String operation, Object... arguments) {
        return value(execution(mbean, operation, arguments));
    }

    /** The whole answer, which may be an error. */
    JsonNode tryToExecute(String mbean, String operation, Object... arguments) {
        return ask(execution(mbean, operation, arguments).toString());
    }

    private static ObjectNode execution(String mbean, String operation, Object... arguments) {
        ObjectNode request = request("exec", mbean).put("operation", operation);
        request.set("arguments", JSON.valueToTree(arguments));
        return request;
    }

    private static ObjectNode request(String type, String mbean) {
        return JSON.createObjectNode().put("type", type).put("mbean", mbean);
    }

    private JsonNode value(ObjectNode request) {
        JsonNode answer = ask(request.toString());
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
        return answer.path("value");
    }
}
