package io.mailbridge.provider;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Compiles the sections {@code body} and {@code control-messages} of a profile: what a request looks like. */
final class LayoutReader {
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final YamlSection root;
    private final ConditionReader conditions = new ConditionReader(false);

    LayoutReader(YamlSection root) {
        this.root = root;
    }

    BodyLayout layout() {
        if (!root.has("body")) {
            throw root.invalid("body", "the key 'body' is missing");
        }
        YamlSection body = root.section("body");
        body.allowOnly(List.of("shape", "form", "form-field", "query", "plain-text", "envelopes"));
        BodyShape shape = BodyShape.valueOf(constant(body.oneOf("shape", names(BodyShape.values()))));
        List<Envelope> envelopes = body.has("envelopes")
                ? body.sections("envelopes").stream().map(this::envelope).toList()
                : List.of();
        List<ControlMessage> messages = root.has("control-messages")
                ? root.sections("control-messages").stream()
                        .map(this::controlMessage)
                        .toList()
                : List.of();
        return new BodyLayout(
                shape,
                form(body, shape),
                isEvent(body, "query"),
                body.flag("plain-text"),
                envelopes,
                messages,
                secrets());
    }

    private SecretMembers secrets() {
        List<Path> paths = root.paths("never-publish");
        return root.compiled("never-publish", () -> new SecretMembers(paths));
    }

    private FormBody form(YamlSection body, BodyShape shape) {
        boolean isEvent = isEvent(body, "form") | isEvent(body, "query");
        if (!isEvent && !body.has("form-field")) {
            return null;
        }
        if (body.flag("plain-text")) {
            throw body.invalid("plain-text", "a form would be taken for a plain text; leave one of them out");
        }
        if (isEvent && shape == BodyShape.ARRAY) {
            throw body.invalid("shape", "a form is one event: 'shape' has to be object or array-or-object");
        }
        if (body.has("form") && root.texts("content-types").stream().noneMatch(FORMS::contains)) {
            throw body.invalid(
                    "form", "forms are answered 415: 'content-types' has to list one of " + String.join(", ", FORMS));
        }
        return new FormBody(body.has("form-field") ? body.text("form-field") : null, isEvent);
    }

    private static boolean isEvent(YamlSection body, String key) {
        return body.has(key) && !body.oneOf(key, List.of("event")).isEmpty();
    }

    private Envelope envelope(YamlSection row) {
        row.allowOnly(List.of("when", "events"));
        Path events = row.path("events");
        if (events.picks()) {
            throw row.invalid(
                    "events", "'" + events + "' takes one element and loses the others; name the list, or each with *");
        }
        if (!events.isInEvent() && !events.isIn("$envelope")) {
            throw row.invalid("events", "'" + events + "' is no part of the element that holds the events");
        }
        return new Envelope(conditions.conditions(row), events);
    }

    private ControlMessage controlMessage(YamlSection row) {
        row.allowOnly(List.of("name", "when", "action", "reply", "unsigned"));
        String name = row.text("name");
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw row.invalid("name", "'" + name + "' has to be lower-case words with hyphens");
        }
        if (!row.has("when")) {
            throw row.invalid("name", "a control message needs 'when': without it every message would be one");
        }
        ControlMessage.Action action = row.has("action")
                ? ControlMessage.Action.valueOf(constant(row.oneOf("action", names(ControlMessage.Action.values()))))
                : ControlMessage.Action.NONE;
        ReplyTemplate reply = ReplyTemplate.read(row);
        return new ControlMessage(name, conditions.conditions(row), action, reply, row.flag("unsigned"));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
