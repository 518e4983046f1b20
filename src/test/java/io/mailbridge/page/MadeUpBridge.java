package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the page's files and made-up answers, so that states are shown which a real bridge has only for moments. */
final class MadeUpBridge implements AutoCloseable {
    static final String READ_ONLY = "{'process':{'readOnly':true}}";
    private static final String LETTER =
            "{'kind':'rejected','id':'email-events.rejected-0-17','reason':'no_event_name',"
                    + "'detail':'<img src=x onerror=alert(1)>','source':'shop','provider':'sendgrid','at':'2026-01-06T09:00:00Z',"
                    + "'tries':1,'preview':'<b>bold</b>','place':{'pointer':'/1/evnt'},"
                    + "'raw':'[{\\'email\\':\\'a@example.com\\'},{\\'evnt\\':\\'<b>open</b>\\',\\'n\\':12345678901234567890}]'}";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/console/api/";
    private static final int HISTORY = 360;

    private final StaticFiles files = new StaticFiles();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<JsonNode> actions = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String lastItem = "";
    private volatile JsonNode state;
    private final JsonNode item = parsed(LETTER);
    private volatile boolean isGone;
    private volatile int found = 3;

    MadeUpBridge() throws IOException {
        allWell();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String view) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/console/#" + view;
    }

    void allWell() {
        isGone = false;
        found = 3;
        try (InputStream in = MadeUpBridge.class.getResourceAsStream("all-well.json")) {
            state = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param different members that are not as when all is well; arrays are replaced */
    void state(String different) {
        allWell();
        ObjectNode changed = state.deepCopy();
        merge(changed, parsed(different));
        state = changed;
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.fields().forEachRemaining(member -> {
            if (member.getValue().isObject() && into.path(member.getKey()).isObject()) {
                merge((ObjectNode) into.get(member.getKey()), member.getValue());
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }

    /** No answer any more, or again. */
    void gone(boolean gone) {
        isGone = gone;
    }

    /** How many rows a dry run counts. */
    void found(int rows) {
        found = rows;
    }

    /** Requests for its state so far. */
    int asked() {
        return asked.get();
    }

    /** The last question for one dead letter or row. */
    String lastItem() {
        return lastItem;
    }

    /** Bodies of the actions so far, each with its name as {@code action}. */
    List<JsonNode> actions() {
        return actions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (isGone) {
            exchange.close();
        } else if (path.startsWith(API)) {
            byte[] json = JSON.writeValueAsBytes(api(exchange, path.substring(API.length())));
            send(exchange, "application/json", json);
        } else {
            StaticFile file = files.find(path.replaceFirst("^/console", ""));
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            } else {
                send(exchange, file.type(), file.content());
            }
        }
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'self'");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private JsonNode api(HttpExchange exchange, String path) throws IOException {
        if (path.equals("state")) {
            asked.incrementAndGet();
            return state;
        }
        if (path.equals("history")) {
            return history();
        }
        if (path.equals("actions")) {
            return JSON.createArrayNode();
        }
        if (path.startsWith("actions/")) {
            ObjectNode action = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            action.put("action", path.substring("actions/".length()));
            actions.add(action);
            return JSON.createObjectNode()
                    .put("message", action.path("dryRun").asBoolean() ? "It would be " + found + "." : "It was done.")
                    .put("count", found)
                    .put("done", true);
        }
        if (path.equals("refused")) {
            ObjectNode page = JSON.createObjectNode();
            page.putArray("rows").add(item);
            return page.putNull("next").put("complete", true);
        }
        lastItem = exchange.getRequestURI().toString();
        return item;
    }

    /** Nothing in the first half, then an outage. */
    private static JsonNode history() {
        ObjectNode history = JSON.createObjectNode().put("stepSeconds", 10).put("from", "2026-01-06T09:00:00Z");
        ObjectNode series = history.putObject("series");
        for (String name : List.of(
                "received",
                "published",
                "buffered",
                "replayed",
                "rejected",
                "p50Millis",
                "p99Millis",
                "depth",
                "oldestAgeSeconds",
                "inFlight",
                "heapBytes")) {
            ArrayNode values = series.putArray(name);
            for (int i = 0; i < HISTORY; i++) {
                if (i < HISTORY / 2) {
                    values.addNull();
                } else {
                    values.add(name.equals("buffered") && i < 250 ? 0 : i);
                }
            }
        }
        return history;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
