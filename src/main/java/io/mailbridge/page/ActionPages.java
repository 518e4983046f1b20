package io.mailbridge.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.console.ControlBus;
import io.mailbridge.control.NotDone;
import io.mailbridge.control.Order;
import io.mailbridge.control.RefusedActions;
import io.mailbridge.control.RouteSwitch;
import io.mailbridge.control.RouteSwitch.Turn;
import io.mailbridge.control.SelectionReader;
import io.mailbridge.control.Step;
import io.mailbridge.control.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Takes the actions of the page, and shows the last ones. What is not done within 1.5 s goes on by itself. */
public final class ActionPages {
    private static final long WAIT_MS = 1_500;
    private static final String OF_ROUTE = "-route";

    private final ControlBus bus;
    private final RouteSwitch routes;
    private final RefusedActions refused;
    private final Steps steps;
    private final Supplier<Instant> now;

    public ActionPages(ControlBus bus, RouteSwitch routes, RefusedActions refused, Steps steps, Supplier<Instant> now) {
        this.bus = bus;
        this.routes = routes;
        this.refused = refused;
        this.steps = steps;
        this.now = now;
    }

    /** @param name of the action */
    ObjectNode take(String name, Ask ask) throws NotDone {
        JsonNode given = ask.object();
        Step step =
                switch (name) {
                    case "pause-replay" -> bus.pause(switched(ask, given), WAIT_MS);
                    case "resume-replay" -> bus.resume(switched(ask, given), WAIT_MS);
                    case "force-breaker-open" -> bus.forceOpen(switched(ask, given), WAIT_MS);
                    case "set-breaker-automatic" -> bus.setAutomatic(switched(ask, given), WAIT_MS);
                    case "start-route", "stop-route", "suspend-route", "resume-route" -> turnRoute(name, ask, given);
                    case "parked-replay" -> refused.replayParked(order(ask, given), WAIT_MS);
                    case "parked-discard" -> refused.discardParked(order(ask, given), WAIT_MS);
                    case "rejected-resubmit" -> refused.resubmitRejected(order(ask, given), WAIT_MS);
                    default -> throw new NotDone(404, "There is no such action.");
                };
        boolean done = step.ended() != null;
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("message", done ? step.message() : "It goes on; its progress is shown under Actions.")
                .put("count", step.count())
                .put("id", step.id())
                .put("done", done);
        putTrial(answer, step, given.path("showAddresses").asBoolean(false));
        return answer;
    }

    /** What would become of one dead letter: its events, or the reason why it becomes none, with the place. */
    private static void putTrial(ObjectNode answer, Step step, boolean showAddresses) {
        if (step.trial() != null) {
            answer.setAll(step.trial().json(showAddresses));
        }
    }

    /** Of what is not about what was refused. */
    private static Order switched(Ask ask, JsonNode given) throws NotDone {
        return Order.of(ask.who(), given.path("reason").asText(""));
    }

    private Step turnRoute(String name, Ask ask, JsonNode given) throws NotDone {
        Turn turn = Turn.valueOf(name.replace(OF_ROUTE, "").toUpperCase(Locale.ROOT));
        return routes.turn(turn, given.path("route").asText(""), switched(ask, given), WAIT_MS);
    }

    private Order order(Ask ask, JsonNode given) throws NotDone {
        boolean dryRun = given.path("dryRun").asBoolean(false);
        String reason = given.path("reason").asText("");
        JsonNode edited = given.path("edited");
        return new Order(
                ask.who(),
                dryRun && reason.isBlank() ? "" : Order.reason(reason),
                SelectionReader.selection(given, now.get()),
                dryRun,
                given.path("confirmed").asLong(0),
                edited.isTextual() ? edited.asText().getBytes(StandardCharsets.UTF_8) : null,
                given.path("again").asBoolean(false));
    }

    ArrayNode latest() {
        ArrayNode actions = JsonNodeFactory.instance.arrayNode();
        steps.latest().forEach(step -> actions.add(json(step)));
        return actions;
    }

    /** One of them, with what would become of one dead letter if it is about that. */
    ObjectNode find(String id, Ask ask) throws NotDone {
        Step step = id.matches("\\d{1,18}") ? steps.find(Long.parseLong(id)) : null;
        if (step == null) {
            throw new NotDone(404, "There is no such action any more.");
        }
        ObjectNode action = json(step);
        putTrial(action, step, ask.flag("showAddresses"));
        return action;
    }

    private static ObjectNode json(Step step) {
        Order order = step.order();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", step.id())
                .put("name", step.name())
                .put("who", order.who())
                .put("reason", order.reason())
                .put(
                        "selection",
                        order.selection() == null ? "" : order.selection().toString())
                .put("dryRun", order.dryRun())
                .put("started", step.started().toString())
                .put("ended", step.ended() == null ? null : step.ended().toString())
                .put("done", step.ended() != null)
                .put("failed", step.hasFailed())
                .put("count", step.count())
                .put("total", step.total())
                .put("message", step.message());
    }
}
